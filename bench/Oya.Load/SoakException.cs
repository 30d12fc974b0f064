namespace Oya.Load;

/// <summary>A run could not be carried out. This is not a result of the run.</summary>
sealed class SoakException(string message) : Exception(message);
