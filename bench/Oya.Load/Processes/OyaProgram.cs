using System.Diagnostics;

namespace Oya.Load;

/// <summary>The tested program: its file, and the folder of its processes and their logs.</summary>
/// <param name="file">The <c>oya</c> to run; a .dll is run by <c>dotnet</c>.</param>
/// <param name="folder">The working folder; stderr is written to <c>NAME.log</c> there.</param>
sealed class OyaProgram(string file, string folder)
{
    /// <summary>The program that was built together with this one.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "oya");

    public string Folder => folder;

    /// <summary>Starts a process.</summary>
    /// <param name="name">The name of its log file.</param>
    /// <param name="words">Its arguments.</param>
    public OyaProcess Start(string name, params IEnumerable<string> words) =>
        new(GetLine(words), Path.Combine(folder, name + ".log"));

    /// <summary>Runs a command to its successful end, and returns its output.</summary>
    /// <exception cref="SoakException">The command failed.</exception>
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
