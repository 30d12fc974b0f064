using System.Text.Json;

namespace Oya.EndToEnd.Tests;

/// <summary>The other paths of the decoder are measured by the program that starts itself.</summary>
public sealed class BenchTests
{
    [Fact]
    public async Task The_program_measures_its_other_paths_too()
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
}
