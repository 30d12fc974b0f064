namespace Oya.Teleinfo;

/// <summary>
/// The width of the vectors that verify frames: the widest that the machine supports. The environment variable
/// <c>OYA_TIC_PATH</c> limits it: <c>512</c>, <c>256</c> or <c>128</c> bits, or <c>scalar</c> for the scalar
/// path only.
/// </summary>
static class DecoderAcceleration
{
    public const string Variable = "OYA_TIC_PATH";

    static readonly string? Requested = Environment.GetEnvironmentVariable(Variable);

    /// <summary>The widest block allowed, in bytes; 0 for the scalar path only.</summary>
    /// <exception cref="InvalidOperationException">The variable has another value.</exception>
    public static int WidestBlock => Requested switch
    {
        "scalar" => 0,
        "128" => 16,
        "256" => 32,
        "512" or "" or null => 64,
        _ => throw new InvalidOperationException(
            $"The environment variable {Variable} is '{Requested}': it can be 512, 256, 128 or scalar, or not be set."),
    };

    /// <summary>The path that the decoders of this process use, in words.</summary>
    public static string Name => LayoutCache.ForWidth(WidestBlock) is { } cache ? $"{8 * cache.BlockSize}-bit vectors" : "scalar";
}
