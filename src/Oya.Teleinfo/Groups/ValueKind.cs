namespace Oya.Teleinfo;

/// <summary>What the data of a label is made of.</summary>
public enum ValueKind : byte
{
    /// <summary>Any printable characters, padded with spaces.</summary>
    Text,

    /// <summary>Decimal digits that count something: zero-padded, unsigned, in the unit of the label.</summary>
    Number,

    /// <summary>Decimal digits that name something: an address, a PRM, an index of a table.</summary>
    Digits,

    /// <summary>Hexadecimal digits.</summary>
    Hex,

    /// <summary>One of a closed list of words.</summary>
    Code,

    /// <summary>Eleven blocks of a day profile (Enedis-NOI-CPT_54E §6.2.3.22).</summary>
    DayProfile,

    /// <summary>Nothing: the horodate is the value (DATE).</summary>
    None,
}
