namespace Oya.Benchmarks;

/// <summary>The bytes that one operation of a benchmark processes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BytesAttribute(int count) : Attribute
{
    public int Count => count;
}
