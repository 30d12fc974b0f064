using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Converts domain values into statement parameters.</summary>
static class Parameters
{
    /// <summary>A null has no type of its own: the statement has to give its type.</summary>
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

    /// <summary>An instant as an array element.</summary>
    public static DateTime Utc(Instant instant) => instant.ToUtc().UtcDateTime;

    /// <summary>An optional instant as an array element.</summary>
    public static DateTime? Utc(Instant? instant) => instant is { } value ? Utc(value) : null;
}
