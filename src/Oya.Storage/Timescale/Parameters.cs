using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Values of the domain as parameters of a statement.</summary>
static class Parameters
{
    /// <summary>A null has no type of its own: the statement says which it expects.</summary>
    public static NpgsqlParameter From(object? value) => new()
    {
        Value = value switch
        {
            null => DBNull.Value,
            Instant instant => instant.ToUtc().UtcDateTime,
            ParisDay day => day.Date,
            Prm prm => prm.Value,
            MeterAddress meter => meter.Value,
            _ => value,
        },
    };

    /// <summary>An instant as the parameter of an array has it.</summary>
    public static DateTime Utc(Instant instant) => instant.ToUtc().UtcDateTime;

    /// <summary>An instant that may be absent as the parameter of an array has it.</summary>
    public static DateTime? Utc(Instant? instant) => instant is { } some ? Utc(some) : null;
}
