namespace Oya.Ingest.Tests;

public class CaptureFileTests
{
    // Said of what the system answers: the superuser, who often runs tests, may read every file.
    [Fact]
    public void A_file_that_may_not_be_read_is_said_to_be_so()
    {
        var failure = CaptureFile.Explain("forbidden.tic", new UnauthorizedAccessException());
        Assert.Contains("forbidden.tic: permission denied", failure.Message, StringComparison.Ordinal);
        Assert.Equal(CaptureProblem.NoPermission, failure.Problem);
        Assert.False(failure.IsDamaged);
    }
}
