using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Oya.Ingest.Tests;

/// <summary>
/// A broker as in a fleet, started from <c>KAFKA_HOME</c> for the tests of one class: TLS with its own CA, SASL
/// (SCRAM, PLAIN, OAUTHBEARER), and no rights by default.
/// </summary>
public sealed class SecuredBroker : IAsyncLifetime
{
    public const string AdminPassword = "adm1n-Secret-77", GatewayPassword = "gat3way-Secret-77",
        OldPassword = "0ld-Secret-77";

    readonly string _folder = Directory.CreateTempSubdirectory("oya-kafka-").FullName;
    readonly ConcurrentQueue<string> _output = [];
    int _port, _controllerPort;
    Process? _broker;

    public string Servers => $"127.0.0.1:{_port}";

    public string CaPath => Path.Combine(_folder, "ca.pem");

    /// <summary>A CA that has signed none of the certificates.</summary>
    public string OtherCaPath => Path.Combine(_folder, "other-ca.pem");

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("KAFKA_HOME") is not { Length: > 0 } home)
        {
            return;
        }

        MakeCertificates();
        for (var tries = 1; !await BeginAsync(home); tries++)
        {
            // Another process may take the port after it was found free.
            Assert.True(tries < 3, $"the broker ended: {string.Join('\n', _output.TakeLast(20))}");
        }
    }

    /// <summary>Starts the broker again on other ports. Returns false when the broker has ended.</summary>
    async Task<bool> BeginAsync(string home)
    {
        (_port, _controllerPort) = (FreePort(), FreePort());
        var file = Path.Combine(_folder, "server.properties");
        await File.WriteAllTextAsync(file, Properties());
        if (Directory.Exists(LogFolder))
        {
            Directory.Delete(LogFolder, recursive: true);
        }

        await RunAsync(home, "kafka-storage.sh",
            "format", "--standalone", "--cluster-id", "AAAAAAAAAAAAAAAAAAAAAA", "--config", file,
            "--add-scram", $"SCRAM-SHA-512=[name=admin,password={AdminPassword}]",
            "--add-scram", $"SCRAM-SHA-512=[name=gateway,password={GatewayPassword}]",
            "--add-scram", $"SCRAM-SHA-512=[name=ingester,password={GatewayPassword}]",
            "--add-scram", $"SCRAM-SHA-512=[name=stranger,password={GatewayPassword}]",
            "--add-scram", $"SCRAM-SHA-512=[name=late,password={OldPassword}]");
        _broker = Start(home, "kafka-server-start.sh", file);
        _broker.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _broker.BeginOutputReadLine();
        using var admin = Admin();
        for (var began = Stopwatch.GetTimestamp(); !_broker.HasExited;)
        {
            try
            {
                admin.GetMetadata(TimeSpan.FromSeconds(2));
                return true;
            }
            catch (KafkaException)
            {
                Assert.True(
                    Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2),
                    $"the broker does not answer: {string.Join('\n', _output.TakeLast(20))}");
                await Task.Delay(500);
            }
        }

        _broker.Dispose();
        _broker = null;
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            _broker.Kill();
            await _broker.WaitForExitAsync();
            _broker.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public IAdminClient Admin()
    {
        if (_broker is null)
        {
            KafkaServer.SkipOrFail(
                "KAFKA_HOME is not set: it must name an Apache Kafka, from which this test starts a broker.");
        }

        return new AdminClientBuilder(
        [
            new("bootstrap.servers", Servers), new("security.protocol", "sasl_ssl"), new("ssl.ca.location", CaPath),
            new("sasl.mechanism", "SCRAM-SHA-512"), new("sasl.username", "admin"), new("sasl.password", AdminPassword),
        ]).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Settings of a user. The password comes from the environment, as in production.</summary>
    public KafkaSettings As(
        string user, string password, string? ca = null, string mechanism = "SCRAM-SHA-512", params string[] more) =>
        KafkaSettings.Read(
        [
            $"bootstrap.servers={Servers}", "security.protocol=sasl_ssl", $"ssl.ca.location={ca ?? CaPath}",
            $"sasl.mechanism={mechanism}", $"sasl.username={user}", "linger.ms=1", "reconnect.backoff.max.ms=500",
            .. more,
        ], [new("OYA_KAFKA_SASL_PASSWORD", password)]);

    /// <summary>Creates a topic and grants its users their rights.</summary>
    public async Task CreateTopicAsync(
        string topic, params (string User, ResourceType Type, string Name, AclOperation Operation)[] rights)
    {
        using var admin = Admin();
        await admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = 2, ReplicationFactor = 1 }]);
        await AllowAsync(rights);
    }

    public async Task AllowAsync(params (string User, ResourceType Type, string Name, AclOperation Operation)[] rights)
    {
        using var admin = Admin();
        if (rights.Length > 0)
        {
            await admin.CreateAclsAsync(rights.Select(right => new AclBinding
            {
                Pattern = new()
                {
                    Type = right.Type, Name = right.Name, ResourcePatternType = ResourcePatternType.Literal,
                },
                Entry = new()
                {
                    Principal = $"User:{right.User}", Host = "*", Operation = right.Operation,
                    PermissionType = AclPermissionType.Allow,
                },
            }));
        }
    }

    public async Task SetPasswordAsync(string user, string password)
    {
        using var admin = Admin();
        await admin.AlterUserScramCredentialsAsync([new UserScramCredentialUpsertion
        {
            User = user,
            ScramCredentialInfo = new() { Mechanism = ScramMechanism.ScramSha512, Iterations = 4096 },
            Password = System.Text.Encoding.UTF8.GetBytes(password),
        }]);
    }

    string LogFolder => Path.Combine(_folder, "logs");

    string Properties() => $"""
        process.roles=broker,controller
        node.id=1
        controller.quorum.bootstrap.servers=127.0.0.1:{_controllerPort}
        listeners=SASL_SSL://127.0.0.1:{_port},CONTROLLER://127.0.0.1:{_controllerPort}
        advertised.listeners=SASL_SSL://127.0.0.1:{_port}
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=SASL_SSL
        sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN,OAUTHBEARER
        sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
        listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="{AdminPassword}";
        listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_plain="{GatewayPassword}";
        listener.name.sasl_ssl.oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="bearer";
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:admin;User:ANONYMOUS
        ssl.keystore.type=PEM
        ssl.keystore.location={_folder}/broker.pem
        ssl.truststore.type=PEM
        ssl.truststore.location={_folder}/ca.pem
        log.dirs={LogFolder}
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=2
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        num.network.threads=2
        num.io.threads=2
        """;

    void MakeCertificates()
    {
        using var ca = SelfSigned("CN=Oya test CA");
        using var other = SelfSigned("CN=Another CA");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var broker =
            request.Create(ca, ca.NotBefore.ToUniversalTime(), ca.NotAfter.ToUniversalTime(), [1, 2, 3, 4]);
        File.WriteAllText(CaPath, ca.ExportCertificatePem());
        File.WriteAllText(OtherCaPath, other.ExportCertificatePem());
        File.WriteAllText(
            Path.Combine(_folder, "broker.pem"),
            $"{key.ExportPkcs8PrivateKeyPem()}\n{broker.ExportCertificatePem()}\n{ca.ExportCertificatePem()}\n");
    }

    static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    static async Task RunAsync(string home, string script, params string[] arguments)
    {
        using var process = Start(home, script, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script}: {await output}");
    }

    static Process Start(string home, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(home, "bin", script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KAFKA_HEAP_OPTS"] = "-Xms192m -Xmx256m";
        var process = Process.Start(start)!;
        // The output has to be read, or a full pipe would block the process.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    // Below the ephemeral ports of the kernel, so no connection of another test takes the port in the meantime.
    static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // The port is in use.
            }
        }
    }
}
