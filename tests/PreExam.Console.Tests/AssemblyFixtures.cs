using PreExam.Console.Tests;
using PreExam.Testing;

[assembly: AssemblyFixture(typeof(RedisServer))]
[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(Hosts))]
[assembly: AssemblyFixture(typeof(Browser))]
