using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>
/// The hash chain of the ledger. The hash of an entry covers its own fields and the hash of the entry before it, so a
/// later change to an entry no longer matches the entries after it.
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
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return added with { Sequence = sequence, Hash = Convert.ToHexStringLower(hash) };
    }
}
