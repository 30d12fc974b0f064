using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>
/// What is wrong between here and the broker, told as a person wants it: each cause once when it comes, now and then
/// while it lasts, and once that it is over. librdkafka repeats every cause with each of its attempts.
/// </summary>
sealed class KafkaErrorReporter(KafkaSettings settings, KafkaLogOptions options, string topic, string operation)
{
    // librdkafka says that no broker is there when it notices, and not always again while somebody waits.
    static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1), Silence = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly Dictionary<string, ErrorCode> _causes = [];
    readonly Dictionary<ErrorCode, Error> _kept = [];
    long? _since, _lastStep;
    long _reported, _left;
    string? _lastReason;

    /// <summary>Whether something is wrong.</summary>
    public bool IsAny => _since is not null;

    /// <summary>An error came.</summary>
    public void Report(Error error)
    {
        lock (_lock)
        {
            if (IsReason(error))
            {
                return;
            }

            if (KafkaErrorText.Describe(error, topic, operation, settings) is not var (what, problem)
                || (error.Code == ErrorCode.Local_AllBrokersDown && _causes.Values.Any(KafkaErrorText.IsCause))
                || !_causes.TryAdd(Kind(error, what), error.Code))
            {
                return;
            }

            _since ??= options.Clock.GetTimestamp();
            _reported = options.Clock.GetTimestamp();
            var reason = error.Code == ErrorCode.Local_AllBrokersDown && _lastReason is not null
                ? $" ({_lastReason})"
                : "";
            Notify($"{what}{reason}, waiting; {options.Advise(problem)}");
        }
    }

    /// <summary>
    /// An error came while nobody waited. A broker that closes an idle connection is no trouble for anybody, unless the
    /// next one has to wait.
    /// </summary>
    public void Keep(Error error)
    {
        lock (_lock)
        {
            if (!IsReason(error))
            {
                _kept[error.Code] = error;
            }
        }
    }

    /// <summary>Called now and then while an answer is waited for.</summary>
    /// <param name="left">How many are still to come: as long as they do, a broker is there.</param>
    public void Wait(long left)
    {
        lock (_lock)
        {
            foreach (var error in _kept.Values.OrderByDescending(error => KafkaErrorText.IsCause(error.Code)))
            {
                Report(error);
            }

            _kept.Clear();
            if (_lastStep is not { } last || left != _left)
            {
                (_lastStep, _left) = (options.Clock.GetTimestamp(), left);
            }
            else if (_since is null && options.Clock.GetElapsedTime(last) >= Silence)
            {
                Report(new(ErrorCode.Local_AllBrokersDown));
            }
        }

        Remind();
    }

    /// <summary>Called now and then while something is waited for.</summary>
    public void Remind()
    {
        lock (_lock)
        {
            if (_since is { } since && options.Clock.GetElapsedTime(_reported) >= Reminder)
            {
                _reported = options.Clock.GetTimestamp();
                Notify($"Kafka is not to be had since {options.Clock.GetElapsedTime(since):hh\\:mm\\:ss}, still waiting: "
                    + _causes.Keys.Last());
            }
        }
    }

    /// <summary>The broker did what it was asked for.</summary>
    public void Succeeded()
    {
        // Asked for every message: without the lock while all is well.
        if (_since is null && _lastStep is null && _kept.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            _kept.Clear();
            _lastStep = null;
            if (_since is { } since)
            {
                Notify($"Kafka goes on after {options.Clock.GetElapsedTime(since):hh\\:mm\\:ss}");
                _since = null;
                _causes.Clear();
                _lastReason = null;
            }
        }
    }

    bool IsReason(Error error)
    {
        var isReason = error.Code is ErrorCode.Local_Transport or ErrorCode.Local_Resolve;
        _lastReason = isReason ? error.Reason : _lastReason;
        return isReason;
    }

    // The words of the same refusal differ from one attempt to the next; the others have no values in them.
    static string Kind(Error error, string what) => KafkaErrorText.IsCause(error.Code) ? error.Code.ToString() : what;

    void Notify(string text) => options.Notify(settings.Redact(text));
}
