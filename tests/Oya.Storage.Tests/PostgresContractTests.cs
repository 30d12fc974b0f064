namespace Oya.Storage.Tests;

public class PostgresReadingStoreTests() : ReadingStoreContract(new PostgresPlace(timescale: false))
{
    protected override int Orders => 12;

    protected override StorePlace NewPlace() => new PostgresPlace(timescale: false);
}

public class PostgresCurveStoreTests() : CurveStoreContract(new PostgresPlace(timescale: false));

public class PostgresConsentStoreTests() : ConsentStoreContract(new PostgresPlace(timescale: false));

public class PostgresReleaseStoreTests() : ReleaseStoreContract(new PostgresPlace(timescale: false));

public class TimescaleReadingStoreTests() : ReadingStoreContract(new PostgresPlace(timescale: true))
{
    protected override int Orders => 12;

    protected override StorePlace NewPlace() => new PostgresPlace(timescale: true);
}

public class TimescaleCurveStoreTests() : CurveStoreContract(new PostgresPlace(timescale: true));

public class TimescaleConsentStoreTests() : ConsentStoreContract(new PostgresPlace(timescale: true));

public class TimescaleReleaseStoreTests() : ReleaseStoreContract(new PostgresPlace(timescale: true));

public class PostgresRetentionStoreTests() : RetentionStoreContract(new PostgresPlace(timescale: false));

public class TimescaleRetentionStoreTests() : RetentionStoreContract(new PostgresPlace(timescale: true));
