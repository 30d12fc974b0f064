namespace Oya.Teleinfo;

/// <summary>Why a group (<i>groupe d'information</i>) is refused. The first cause found is the one given.</summary>
public enum GroupFault : byte
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>A byte has a wrong parity bit.</summary>
    Parity,

    /// <summary>The bytes are not label, separator, data, separator, checksum: no checksum could be verified.</summary>
    Structure,

    /// <summary>The checksum is not that of the bytes.</summary>
    Checksum,

    /// <summary>
    /// The checksum is right, and the value is not one that this label can have (length, characters, horodate): a
    /// 6-bit sum lets <c>1</c> become <c>q</c>.
    /// </summary>
    Form,
}
