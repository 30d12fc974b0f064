namespace Oya.Teleinfo;

/// <summary>Whether a label carries a horodate.</summary>
enum HorodateUse : byte
{
    /// <summary>No horodate.</summary>
    None,

    /// <summary>A horodate with its season letter.</summary>
    WithSeason,

    /// <summary>A horodate whose season is a space: DPM and FPM (Enedis-NOI-CPT_54E §6.2.1.1).</summary>
    WithoutSeason,
}
