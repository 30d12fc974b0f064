using System.Diagnostics;

namespace Oya.Load;

/// <summary>The program under trial: which file, and where its processes work and leave what they say.</summary>
/// <param name="file">The <c>oya</c> to run; a .dll is run by <c>dotnet</c>.</param>
/// <param name="folder">Working folder; what processes say goes to <c>NAME.log</c> there.</param>
sealed class OyaProgram(string file, string folder)
{
    /// <summary>The one that was built with this one.</summary>
    public static string Beside => Path.Combine(AppContext.BaseDirectory, "oya");

    public string Folder => folder;

    /// <summary>Begins a process.</summary>
    /// <param name="name">Under which what it says is kept.</param>
    /// <param name="words">Its command line.</param>
    public OyaProcess Start(string name, params IEnumerable<string> words) =>
        new(GetLine(words), Path.Combine(folder, name + ".log"));

    /// <summary>Runs a command to its end, which must be a good one; returns its results.</summary>
    /// <exception cref="SoakException">It failed.</exception>
    public async Task<string> RunAsync(string name, IEnumerable<string> words, CancellationToken cancellationToken)
    {
        using var process = Start(name, words);
        process.Input.Close();
        return await process.DoneAsync(cancellationToken);
    }

    ProcessStartInfo GetLine(IEnumerable<string> words)
    {
        var isAssembly = file.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : file)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in isAssembly ? [file, .. words] : words)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Remove("OYA_STORE");
        return start;
    }
}
