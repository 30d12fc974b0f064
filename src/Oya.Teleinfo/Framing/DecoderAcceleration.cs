namespace Oya.Teleinfo;

/// <summary>
/// How wide the blocks are that frames are verified in: as the machine has them, or less when the environment variable
/// <c>OYA_TIC_PATH</c> says so: <c>512</c>, <c>256</c>, <c>128</c> bits, or <c>scalar</c> for the scalar path alone.
/// </summary>
static class DecoderAcceleration
{
    public const string Variable = "OYA_TIC_PATH";

    static readonly string? Requested = Environment.GetEnvironmentVariable(Variable);

    /// <summary>In bytes; 0 for the scalar path.</summary>
    /// <exception cref="InvalidOperationException">The variable says something else.</exception>
    public static int WidestBlock => Requested switch
    {
        "scalar" => 0,
        "128" => 16,
        "256" => 32,
        "512" or "" or null => 64,
        _ => throw new InvalidOperationException(
            $"The environment variable {Variable} is '{Requested}': it can be 512, 256, 128 or scalar, or not be set."),
    };

    /// <summary>The way that decoders of this process go, in words.</summary>
    public static string Name => LayoutCache.ForWidth(WidestBlock) is { } cache ? $"{8 * cache.BlockSize}-bit vectors" : "scalar";
}
