namespace Oya.Teleinfo;

/// <summary>Why a group (<i>groupe d'information</i>) is invalid. The first cause found is the one given.</summary>
public enum GroupFault : byte
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>A byte has a wrong parity bit (Enedis-NOI-CPT_54E §5.3.4).</summary>
    Parity,

    /// <summary>The bytes are not label, separator, data, separator, checksum: no checksum could be verified.</summary>
    Structure,

    /// <summary>The checksum is not that of the bytes (Enedis-NOI-CPT_54E §5.3.6).</summary>
    Checksum,

    /// <summary>
    /// The checksum is right, and the value is not one that this label can have (length, characters, horodate): a
    /// 6-bit sum lets <c>1</c> become <c>q</c>.
    /// </summary>
    Form,
}
