using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>
/// Reports problems with the broker in a form useful to a person: each cause once when it occurs, a reminder while it
/// lasts, and once when it is over. librdkafka repeats every cause with each of its attempts.
/// </summary>
sealed class KafkaErrorReporter(KafkaSettings settings, KafkaLogOptions options, string topic, string operation)
{
    // librdkafka reports missing brokers when it notices, and does not always repeat that while a caller waits.
    static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1), Silence = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly Dictionary<string, ErrorCode> _causes = [];
    readonly Dictionary<ErrorCode, Error> _deferred = [];
    long? _since, _lastProgress;
    long _reported, _openCount;
    string? _lastReason;

    /// <summary>Whether a problem is open.</summary>
    public bool HasProblem => _since is not null;

    /// <summary>Handles an error that concerns a waiting caller.</summary>
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
                || !_causes.TryAdd(CauseKey(error, what), error.Code))
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
    /// Keeps an error that occurred while no caller waited. A broker that closes an idle connection is no problem,
    /// unless the next caller has to wait.
    /// </summary>
    public void Defer(Error error)
    {
        lock (_lock)
        {
            if (!IsReason(error))
            {
                _deferred[error.Code] = error;
            }
        }
    }

    /// <summary>Called now and then while an answer is awaited.</summary>
    /// <param name="openCount">The number of open answers. While it changes, a broker is there.</param>
    public void Wait(long openCount)
    {
        lock (_lock)
        {
            foreach (var error in _deferred.Values.OrderByDescending(error => KafkaErrorText.IsCause(error.Code)))
            {
                Report(error);
            }

            _deferred.Clear();
            if (_lastProgress is not { } last || openCount != _openCount)
            {
                (_lastProgress, _openCount) = (options.Clock.GetTimestamp(), openCount);
            }
            else if (_since is null && options.Clock.GetElapsedTime(last) >= Silence)
            {
                Report(new(ErrorCode.Local_AllBrokersDown));
            }
        }

        Remind();
    }

    /// <summary>Called now and then while a caller waits.</summary>
    public void Remind()
    {
        lock (_lock)
        {
            if (_since is { } since && options.Clock.GetElapsedTime(_reported) >= Reminder)
            {
                _reported = options.Clock.GetTimestamp();
                Notify(
                    $"Kafka has been unavailable for {options.Clock.GetElapsedTime(since):hh\\:mm\\:ss}, "
                    + $"still waiting: {_causes.Keys.Last()}");
            }
        }
    }

    /// <summary>The broker did what it was asked for.</summary>
    public void Succeeded()
    {
        // Called for every message, so it takes no lock while there is no problem.
        if (_since is null && _lastProgress is null && _deferred.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            _deferred.Clear();
            _lastProgress = null;
            if (_since is { } since)
            {
                Notify($"Kafka is available again after {options.Clock.GetElapsedTime(since):hh\\:mm\\:ss}");
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

    // The text of the same rejection differs from one attempt to the next. The other texts contain no varying values.
    static string CauseKey(Error error, string what) =>
        KafkaErrorText.IsCause(error.Code) ? error.Code.ToString() : what;

    void Notify(string text) => options.Notify(settings.Redact(text));
}
