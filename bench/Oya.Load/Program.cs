using System.CommandLine;
using Oya.Load;

// What is stopped stops its servers first: that takes longer than the usual grace.
var configuration = new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
    EnableDefaultExceptionHandler = false,
};
var root = new RootCommand("What the fleet stands and how fast it is, on real servers that it starts itself.")
{
    SoakCommand.Create(), LoadCommand.Create(), GrowCommand.Create(), GenerateCommand.Create(), QueryCommand.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(configuration);
}
catch (SoakException e)
{
    await Console.Error.WriteLineAsync($"oya-load: {e.Message}");
    return 3;
}
catch (OperationCanceledException)
{
    return 130;
}
