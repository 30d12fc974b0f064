namespace Oya.Ingest.Tests;

public class CaptureFileTests
{
    // Tested with the exception of the system: a superuser, who often runs tests, may read every file.
    [Fact]
    public void A_file_that_may_not_be_read_is_reported()
    {
        var failure = CaptureFile.Explain("forbidden.tic", new UnauthorizedAccessException());
        Assert.Contains("forbidden.tic: permission denied", failure.Message, StringComparison.Ordinal);
        Assert.Equal(CaptureProblem.NoPermission, failure.Problem);
        Assert.False(failure.IsDamaged);
    }
}
