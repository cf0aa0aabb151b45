using PreExam.Testing;
using Xunit;

// One server of each kind per run; tests keep apart by database and key prefix.
[assembly: AssemblyFixture(typeof(RedisServer))]
[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(Hosts))]
