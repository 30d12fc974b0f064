using System.Reflection;

namespace Oya.Package.Tests;

/// <summary>How these tests were built, and so how the projects were that they pack.</summary>
static class Build
{
    public static string Configuration { get; } =
        typeof(Build).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
}
