using System.CommandLine;
using Oya.Load;

// A stopped run first stops its servers, which takes longer than the default timeout.
var configuration = new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
    EnableDefaultExceptionHandler = false,
};
var root = new RootCommand("Soak tests and load measurements, on real servers that this program starts itself.")
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
