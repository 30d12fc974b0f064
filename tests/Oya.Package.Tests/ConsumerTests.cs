using System.Runtime.InteropServices;

namespace Oya.Package.Tests;

/// <summary>
/// A project outside the repository restores the package from a folder, compiles the program of the package's page, and
/// prints what the page shows: managed, and compiled to native code.
/// </summary>
[Collection(SharedFeed.Name)]
[Exhaustive]
public class ConsumerTests(PackageFeed feed)
{
    [Fact]
    public async Task The_program_of_the_page_runs_on_the_package()
    {
        var folder = await CreateAsync("managed");
        await Command.RunAsync(folder, "dotnet", ["build", "-c", "Release", "-o", "out", "--nologo"], feed.Isolation);
        await AssertPrintsWhatThePageShowsAsync(folder);
    }

    [Fact]
    public async Task The_native_program_prints_the_same()
    {
        if (Environment.GetEnvironmentVariable("OYA_TEST_NATIVE") is null)
        {
            const string Message = "OYA_TEST_NATIVE is not set: ./test.sh sets it where native code can be linked";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Message);
            Assert.Skip(Message);
        }

        var folder = await CreateAsync("native");
        await Command.RunAsync(folder, "dotnet",
        [
            "publish", "-c", "Release", "-o", "out", "--nologo", "-p:PublishAot=true",
            "-r", RuntimeInformation.RuntimeIdentifier,
        ], feed.Isolation);
        await AssertPrintsWhatThePageShowsAsync(folder);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, "out"), "*.dll"));
    }

    async Task<string> CreateAsync(string name)
    {
        var folder = feed.CreateFolder(name);
        await File.WriteAllTextAsync(Path.Combine(folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Oya.Teleinfo" Version="[{feed.Version}]" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllLinesAsync(Path.Combine(folder, "Program.cs"), ReadMeBlocks.From(feed).Program);
        return folder;
    }

    async Task AssertPrintsWhatThePageShowsAsync(string folder)
    {
        var program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer");
        var output = await Command.RunAsync(folder, program, [Repository.Path("samples/tempo-standard.tic")]);
        Assert.Equal(ReadMeBlocks.From(feed).Output, output.TrimEnd('\n').Split('\n'));
    }
}
