namespace Oya.Load;

/// <summary>A measured value, and the requirement if there is one.</summary>
/// <param name="What">What was counted or measured.</param>
/// <param name="Seen">The measured value.</param>
/// <param name="Asked">The requirement; empty when the value is only reported.</param>
/// <param name="IsMet">Whether the requirement is met.</param>
sealed record Goal(string What, string Seen, string Asked = "", bool IsMet = true);
