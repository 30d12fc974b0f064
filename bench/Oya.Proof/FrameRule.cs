namespace Oya.Proof;

/// <summary>
/// The rules of a frame: it is whole and in sequence, and no group is missing that its meter always sends.
/// </summary>
public static class FrameRule
{
    public static bool Passes(in TicFrame frame, ReadOnlySpan<TicLabel> sent)
    {
        var groups = frame.Groups;
        if (!frame.Summary.IsWhole || groups.Count != sent.Length)
        {
            return false;
        }

        for (var i = 0; i < sent.Length; i++)
        {
            if (groups[i].Label != sent[i])
            {
                return false;
            }
        }

        return true;
    }
}
