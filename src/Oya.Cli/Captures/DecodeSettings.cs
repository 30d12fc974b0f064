using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>What of a capture is wanted as rows.</summary>
/// <param name="Mode">Only groups and frames of this mode; null for both.</param>
/// <param name="Labels">Only these labels; empty for all.</param>
/// <param name="ShowInvalid">Refused groups too, with their fault.</param>
/// <param name="Strict">End at the first refused group.</param>
/// <param name="Limit">End after so many rows; null for no end.</param>
/// <param name="ForPerson">The rows are read, not parsed.</param>
/// <param name="MasksIdentifiers">Addresses among the values have stars.</param>
sealed record DecodeSettings(
    TicMode? Mode, IReadOnlySet<TicLabel> Labels, bool ShowInvalid, bool Strict, long? Limit,
    bool ForPerson, bool MasksIdentifiers)
{
    public bool Wants(TicMode mode) => Mode is null || Mode == mode;

    public bool Wants(TicLabel label) => Labels.Count == 0 || Labels.Contains(label);
}
