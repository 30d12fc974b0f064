namespace Oya.Storage.Tests;

public class PlainReadingStoreTests() : ReadingStoreContract(new PostgresPlace(timescale: false))
{
    protected override StorePlace NewPlace() => new PostgresPlace(timescale: false);
}

public class PlainCurveStoreTests() : CurveStoreContract(new PostgresPlace(timescale: false));

public class PlainConsentStoreTests() : ConsentStoreContract(new PostgresPlace(timescale: false));

public class PlainReleaseStoreTests() : ReleaseStoreContract(new PostgresPlace(timescale: false));

public class TimescaleReadingStoreTests() : ReadingStoreContract(new PostgresPlace(timescale: true))
{
    protected override StorePlace NewPlace() => new PostgresPlace(timescale: true);
}

public class TimescaleCurveStoreTests() : CurveStoreContract(new PostgresPlace(timescale: true));

public class TimescaleConsentStoreTests() : ConsentStoreContract(new PostgresPlace(timescale: true));

public class TimescaleReleaseStoreTests() : ReleaseStoreContract(new PostgresPlace(timescale: true));

public class PlainRetentionStoreTests() : RetentionStoreContract(new PostgresPlace(timescale: false));

public class TimescaleRetentionStoreTests() : RetentionStoreContract(new PostgresPlace(timescale: true));
