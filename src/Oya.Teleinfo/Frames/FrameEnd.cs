namespace Oya.Teleinfo;

/// <summary>How a frame (<i>trame</i>) ended.</summary>
public enum FrameEnd : byte
{
    /// <summary>STX to ETX; or STX to the next STX between two groups, when a terminal has eaten the ETX.</summary>
    Complete,

    /// <summary>
    /// An EOT, or an STX inside a group; or its head was lost in mid-stream, because its STX was damaged, because a byte
    /// became a delimiter and cut it in two, or because nothing of what separates it from the one before arrived.
    /// </summary>
    Interrupted,

    /// <summary>Cut at the edge of the capture.</summary>
    Truncated,
}
