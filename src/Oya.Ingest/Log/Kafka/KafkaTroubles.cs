using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>
/// What is wrong between here and the broker, told as a person wants it: each cause once when it comes, now and then
/// while it lasts, and once that it is over. librdkafka repeats every cause with each of its attempts.
/// </summary>
sealed class KafkaTroubles(KafkaSettings settings, KafkaLogOptions options, string topic, string operation)
{
    static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    readonly Dictionary<string, ErrorCode> _causes = [];
    long? _since;
    long _told;
    string? _lastReason;

    /// <summary>Whether something is wrong.</summary>
    public bool IsAny => _since is not null;

    /// <summary>An error came.</summary>
    public void Report(Error error)
    {
        lock (_lock)
        {
            if (error.Code is ErrorCode.Local_Transport or ErrorCode.Local_Resolve)
            {
                _lastReason = error.Reason;
            }

            if (KafkaSentence.Of(error, topic, operation, settings) is not var (what, remedy)
                || (error.Code == ErrorCode.Local_AllBrokersDown && _causes.Values.Any(KafkaSentence.IsCause))
                || !_causes.TryAdd(Kind(error, what), error.Code))
            {
                return;
            }

            _since ??= options.Clock.GetTimestamp();
            _told = options.Clock.GetTimestamp();
            var reason = error.Code == ErrorCode.Local_AllBrokersDown && _lastReason is not null
                ? $" ({_lastReason})"
                : "";
            Tell($"{what}{reason}, waiting; {remedy}");
        }
    }

    /// <summary>Called now and then while something is waited for.</summary>
    public void Remind()
    {
        lock (_lock)
        {
            if (_since is { } since && options.Clock.GetElapsedTime(_told) >= Reminder)
            {
                _told = options.Clock.GetTimestamp();
                Tell($"Kafka is not to be had since {options.Clock.GetElapsedTime(since):hh\\:mm\\:ss}, still waiting: "
                    + _causes.Keys.Last());
            }
        }
    }

    /// <summary>The broker did what it was asked for.</summary>
    public void Succeeded()
    {
        // Asked for every message: without the lock while all is well.
        if (_since is null)
        {
            return;
        }

        lock (_lock)
        {
            if (_since is { } since)
            {
                Tell($"Kafka goes on after {options.Clock.GetElapsedTime(since):hh\\:mm\\:ss}");
                _since = null;
                _causes.Clear();
                _lastReason = null;
            }
        }
    }

    // The words of the same refusal differ from one attempt to the next; the others have no values in them.
    static string Kind(Error error, string what) => KafkaSentence.IsCause(error.Code) ? error.Code.ToString() : what;

    void Tell(string text) => options.Tell(settings.Redact(text));
}
