using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>Which parts of a capture are written as rows.</summary>
/// <param name="Mode">Only groups and frames of this mode; null for both.</param>
/// <param name="Labels">Only these labels; empty for all.</param>
/// <param name="ShowInvalid">Also write invalid groups, with their fault.</param>
/// <param name="Strict">Stop at the first invalid group.</param>
/// <param name="Limit">Maximum number of rows; null for no limit.</param>
/// <param name="ForPerson">True when a person reads the rows, false when a program does.</param>
/// <param name="MasksIdentifiers">Mask addresses and usage points among the values.</param>
sealed record DecodeSettings(
    TicMode? Mode, IReadOnlySet<TicLabel> Labels, bool ShowInvalid, bool Strict, long? Limit,
    bool ForPerson, bool MasksIdentifiers)
{
    public bool Wants(TicMode mode) => Mode is null || Mode == mode;

    public bool Wants(TicLabel label) => Labels.Count == 0 || Labels.Contains(label);
}
