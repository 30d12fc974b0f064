namespace Oya.Benchmarks;

/// <summary>Bytes that one operation of a benchmark goes through.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BytesAttribute(int count) : Attribute
{
    public int Count => count;
}
