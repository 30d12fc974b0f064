namespace Oya.Teleinfo;

/// <summary>The two ways a meter writes its TIC. Told by the separator, never by the line speed.</summary>
public enum TicMode : byte
{
    /// <summary>No group was read yet.</summary>
    Unknown,

    /// <summary>Space as separator, checksum without the last one, no time in the frame (Enedis-NOI-CPT_54E §6.1).</summary>
    Historic,

    /// <summary>Tab as separator, checksum with the last one, horodates (Enedis-NOI-CPT_54E §6.2).</summary>
    Standard,
}
