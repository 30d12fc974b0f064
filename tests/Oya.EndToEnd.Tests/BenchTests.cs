using System.Text.Json;

namespace Oya.EndToEnd.Tests;

/// <summary>Tests the other paths of the decoder, which the program measures in a child process.</summary>
public sealed class BenchTests
{
    [Fact, Exhaustive]
    public async Task The_program_measures_the_other_decoder_paths()
    {
        using var site = new Site();
        using var child = Child.Start(
            site.Folder, "bench", "--quick", "--only", "standard,vector256,scalar", "--format", "json");
        using var json = JsonDocument.Parse(await child.DoneAsync());
        Assert.Equal(
            ["standard", "vector256", "scalar"], json.RootElement.EnumerateObject().Select(p => p.Name).Take(3));
        Assert.All(json.RootElement.EnumerateObject().Take(3), row =>
        {
            Assert.True(row.Value.GetProperty("bytesPerSecond").GetInt64() > 0);
            Assert.Equal(0, row.Value.GetProperty("allocatedBytesPerFrame").GetDouble());
        });
    }

    [Fact]
    public async Task An_unknown_decoder_path_is_reported_before_the_command_starts()
    {
        using var site = new Site();
        using var child = Child.Shell(site.Folder, "oya bench --quick 2>&1; echo $?", [new("OYA_TIC_PATH", "Scalar")]);
        Assert.Equal(
            "oya: The environment variable OYA_TIC_PATH is 'Scalar': it can be 512, 256, 128 or scalar, or not be set.\n78\n",
            await child.DoneAsync());
    }
}
