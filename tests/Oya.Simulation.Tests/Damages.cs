namespace Oya.Simulation.Tests;

/// <summary>
/// Computes the minimum number of changed, dropped or doubled bytes that turn one byte string into another (an edit
/// distance, in a band around the diagonal).
/// </summary>
static class Damages
{
    public static long Between(byte[] clean, byte[] noisy)
    {
        const int Band = 150;
        var previous = new int[2 * Band + 1];
        var current = new int[2 * Band + 1];
        Array.Fill(previous, int.MaxValue / 2);
        for (var i = 0; i <= clean.Length; i++)
        {
            Array.Fill(current, int.MaxValue / 2);
            for (var k = -Band; k <= Band; k++)
            {
                var j = i + k;
                if (j < 0 || j > noisy.Length)
                {
                    continue;
                }

                var best = i == 0 && j == 0 ? 0 : int.MaxValue / 2;
                if (i > 0 && j > 0)
                {
                    best = Math.Min(best, previous[k + Band] + (clean[i - 1] == noisy[j - 1] ? 0 : 1));
                }

                if (i > 0 && k < Band)
                {
                    best = Math.Min(best, previous[k + 1 + Band] + 1);
                }

                if (j > 0 && k > -Band)
                {
                    best = Math.Min(best, current[k - 1 + Band] + 1);
                }

                current[k + Band] = best;
            }

            (previous, current) = (current, previous);
        }

        return previous[noisy.Length - clean.Length + Band];
    }
}
