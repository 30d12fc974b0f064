using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>The options of a village. The same options give the same bytes on every machine.</summary>
public sealed record VillageOptions
{
    /// <summary>
    /// The maximum number of meters: the serial number of an address has six digits, and each meter has its own.
    /// </summary>
    public const int MaxMeters = 1_000_000;

    /// <summary>Number of meters, 1 to <see cref="MaxMeters"/>.</summary>
    public int Meters { get; init; } = 1;

    /// <summary>The first day; null: the first day of the played curve.</summary>
    public ParisDay? From { get; init; }

    /// <summary>Number of days; null: the days of the played curve, or one day without a curve.</summary>
    public int? Days { get; init; }

    /// <summary>The TIC mode of the meters.</summary>
    public VillageMode Mode { get; init; }

    /// <summary>The tariff of the customers.</summary>
    public VillageTariff Tariff { get; init; }

    /// <summary>1 or 3.</summary>
    public int Phases { get; init; } = 1;

    /// <summary>Percentage of meters with a solar roof; standard mode only.</summary>
    public int ProducersPercent { get; init; }

    /// <summary>The seed of all invented values.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Time between two frames of a meter, in whole seconds on a grid from midnight; null: the speed of the line.
    /// </summary>
    public TimeSpan? Every { get; init; }

    /// <summary>
    /// The maximum delay of a standard frame after its time on the grid of <see cref="Every"/>. A historic frame has no
    /// clock that could show a delay, so it stays on the grid.
    /// </summary>
    public int JitterSeconds { get; init; }

    /// <summary>Bytes damaged per byte sent: 0.0001 damages one in ten thousand.</summary>
    public double NoiseRate { get; init; }

    /// <summary>Percentage of customers who gave both consents.</summary>
    public int ConsentingPercent { get; init; } = 100;

    /// <summary>The total index of every meter at the first midnight; null: random, 1 to 40 million Wh.</summary>
    public long? StartIndexWh { get; init; }

    /// <summary>The curve that every meter plays instead of an invented household.</summary>
    public PlayedCurve? Curve { get; init; }

    internal ParisDay FirstDay => From ?? Curve?.FirstDay ?? throw new SimulationException("No first day.")
    {
        Problem = SimulationProblem.NoFirstDay,
    };

    internal int DayCount => Days ?? (From is null ? Curve?.DayCount : null) ?? 1;

    internal void Validate()
    {
        Require(Meters is >= 1 and <= MaxMeters, $"{Meters} meters: give 1 to {MaxMeters}.");
        Require(DayCount is >= 1 and <= 3660, $"{DayCount} days: give 1 to 3660.");
        // A horodate has two digits for the year. The registry also contains the year before the first day.
        Require(
            FirstDay.Date.Year >= 2001 && FirstDay.Date.DayNumber + DayCount <= new DateOnly(2099, 12, 1).DayNumber,
            $"{FirstDay} is outside the range of a meter's clock: give days of 2001 to 2099.");
        Require(Phases is 1 or 3, $"{Phases} phases: give 1 or 3.");
        Require(ProducersPercent is >= 0 and <= 100, $"{ProducersPercent} % producers: give 0 to 100.");
        Require(
            Mode != VillageMode.Historic || ProducersPercent == 0,
            "Historic mode does not show exported energy: give producers in standard or mixed mode.");
        Require(ConsentingPercent is >= 0 and <= 100, $"{ConsentingPercent} % consenting: give 0 to 100.");
        Require(NoiseRate is >= 0 and <= 0.5, $"Noise of {NoiseRate} damaged bytes per byte: give 0 to 0.5.");
        Require(
            Every is not { } every || (every.Ticks % TimeSpan.TicksPerSecond == 0
                && every.TotalSeconds is >= 1 and <= 86_400),
            $"A frame every {Every}: give whole seconds, 1 s to a day.");
        Require(
            JitterSeconds == 0 || (JitterSeconds > 0 && Every is { } grid && JitterSeconds < grid.TotalSeconds),
            $"A jitter of {JitterSeconds} s, not less than the time between two frames.", SimulationProblem.JitterTooLong);
        Require(
            StartIndexWh is null or (>= 0 and < EnergyRegisters.Modulus),
            $"A start index of {StartIndexWh} Wh: a register has nine digits.");
    }

    static void Require(bool condition, string message, SimulationProblem problem = default)
    {
        if (!condition)
        {
            throw new SimulationException(message) { Problem = problem };
        }
    }
}
