namespace Oya.Load;

/// <summary>A run could not be made as it was asked for: not a result of it, good or bad.</summary>
sealed class SoakException(string message) : Exception(message);
