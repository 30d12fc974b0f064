using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>
/// The chain of the ledger: each entry's hash is over its own words and the hash of the entry before it, so that an
/// entry changed later no longer fits the ones after it.
/// </summary>
static class LedgerHash
{
    public static ConsentEvent Seal(ConsentEvent added, LedgerHead before)
    {
        var sequence = before.Count + 1;
        var text = string.Join('\n', [
            before.Hash,
            sequence.ToString(CultureInfo.InvariantCulture),
            added.UsagePoint.ToDigits(),
            added.Holder,
            added.Kind.ToString(),
            added.Act.ToString(),
            added.At.ToString(),
            added.Expires?.ToString() ?? "",
            added.RecordedAt.ToString(),
            added.Channel,
            added.Reference,
        ]);
        return added with { Sequence = sequence, Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) };
    }
}
