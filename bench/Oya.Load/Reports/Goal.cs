namespace Oya.Load;

/// <summary>A figure beside the one that is asked for.</summary>
/// <param name="What">What was counted or measured.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Asked">What is asked for; empty: it is only told.</param>
/// <param name="IsMet">Whether it is so.</param>
sealed record Goal(string What, string Seen, string Asked = "", bool IsMet = true);
