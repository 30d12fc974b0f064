namespace Oya.Benchmarks.Proof;

/// <summary>Writes a page of results to standard output, and to the file of <c>-o</c>.</summary>
static class Result
{
    public static void Write(string page, Arguments arguments)
    {
        Console.Write(page);
        if (arguments.Output is { } file)
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllText(file, page);
        }
    }
}
