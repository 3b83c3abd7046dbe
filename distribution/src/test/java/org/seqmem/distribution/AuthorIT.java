// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.seqmem.api.ApiVersion;

/**
 * The first hour of somebody who writes a plugin: docs/writing-a-plugin.md. One round compiles the
 * projects here, against what the installation gives to authors; the full set builds them with
 * Maven, as the page says.
 */
class AuthorIT {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    /** What the API brings along, and nothing else of the installation. */
    private static final Pattern FOR_PLUGINS =
            Pattern.compile("(api|micrometer-\\w+|jspecify|slf4j-api)-[0-9].*[.]jar");

    /** What an author's tests are compiled against besides, as the template's pom.xml names it. */
    private static final Pattern FOR_TESTS =
            Pattern.compile("(junit-jupiter-api|assertj-core|apiguardian-api)-[0-9].*[.]jar");

    private static final long LONGEST_MINUTES = 10;

    @TempDir private Path directory;
    private Installation installation;

    @BeforeEach
    void unpack() {
        installation = new Installation(directory);
    }

    @Test
    void aPluginOfEachTemplateIsCompiledTestedDroppedInAndTrained() throws Exception {
        StringBuilder sources = new StringBuilder();
        for (String kind : List.of("model", "memory-function", "task", "metric")) {
            String name = "my-" + kind.replace("-function", "");
            Installation.Call written = installation.seqmem("new-plugin", kind, name);
            assertThat(written.err()).isEmpty();
            assertThat(written.out()).contains("cd " + name + " && ./try");
            Path project = directory.resolve(name);
            assertThat(project.resolve("try")).isExecutable();
            assertThat(project.resolve("mvnw")).isExecutable();
            assertThat(project.resolve("pom.xml")).content().doesNotContain("__");
            Path jar = build(project);
            Installation.Call plan =
                    Installation.inThisProcess(
                            "plan",
                            project.resolve("try.conf").toString(),
                            "--plugins",
                            jar.toString());
            assertThat(plan.err()).isEmpty();
            assertThat(plan.out()).contains("try-" + name).contains("trials");
            Path folder = Files.createDirectories(directory.resolve("plugins/" + name));
            Files.copy(jar, folder.resolve(name + ".jar"));
            try (Stream<Path> files = Files.walk(project.resolve("src"))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    sources.append(Files.readString(file));
                }
            }
        }
        theGuideShows(sources.toString());
        Installation.Call list = installation.seqmem("plugins", "list", "--plugins", "plugins");
        assertThat(list.err()).isEmpty();
        assertThat(list.out())
                .containsPattern("my-model +ok +1[.]0[.]0 +plugins/my-model/my-model[.]jar")
                .containsPattern("my-metric +ok +1[.]0[.]0 +plugins/my-metric/my-metric[.]jar")
                .doesNotContain("LEFT OUT");

        installation.write(
                "four.conf",
                """
                experiment {
                  name = four
                  training { steps = 20, batch-size = 8, validate-every = 10 }
                  metrics = [ { use = nmse }, { use = my-metric } ]
                }
                sweep {
                  task = [
                    { use = my-task, validation-size = 16, test-size = 32 },
                    { use = linear-functional, sequence-length = 16, validation-size = 16, test-size = 32
                      data = fresh, memory { use = my-memory } }
                  ]
                  model = [ { use = my-model, hidden-size = 4 }, { use = rnn, hidden-size = 4 } ]
                }
                """);
        Installation.Call run = installation.seqmem("run", "four.conf", "--plugins", "plugins");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("4 completed, 0 diverged, 0 failed").contains("my-model");
        assertThat(directory.resolve("runs/four/report.html"))
                .content()
                .contains("my-model", "my-memory", "All 4 completed");
        try (Stream<Path> files = Files.walk(directory.resolve("runs/trials"))) {
            List<Path> trials = files.filter(file -> file.endsWith("trial.json")).toList();
            assertThat(trials)
                    .filteredOn(trial -> contentOf(trial.toFile()).contains("\"my-model\""))
                    .hasSize(2)
                    .allSatisfy(
                            trial ->
                                    assertThat(trial)
                                            .content()
                                            .containsPattern(
                                                    "\"title\" : \"my-model\",\\s+\"version\" :"
                                                            + " \"1.0.0\",\\s+\"sha256\" :"
                                                            + " \"[0-9a-f]{64}\""));
        }
        // without its plugins the same file is wrong, and says so
        Installation.Call without =
                Installation.inThisProcess("plan", directory.resolve("four.conf").toString());
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err()).contains("no model of that name");
    }

    /** Compiles and packs a project as Maven would, and runs its tests. */
    private static Path build(Path project) throws IOException {
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        List<Path> lent = lent("seqmem-api");
        compile(project.resolve("src/main/java"), classes, lent);
        Path name = project.getFileName();
        Path jar = project.resolve("target/" + name + "-1.0.0.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Implementation-Title", name.toString());
        manifest.getMainAttributes().putValue("Implementation-Version", "1.0.0");
        manifest.getMainAttributes()
                .putValue(ApiVersion.MANIFEST_ENTRY, String.valueOf(ApiVersion.CURRENT));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            pack(classes, out);
            pack(project.resolve("src/main/resources"), out);
        }
        Path tests = Files.createDirectories(project.resolve("target/test-classes"));
        List<Path> forTests = new ArrayList<>(lent("seqmem-testkit"));
        forTests.addAll(lent);
        forTests.add(jar);
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(file -> FOR_TESTS.matcher(String.valueOf(file.getFileName())).matches())
                .forEach(forTests::add);
        compile(project.resolve("src/test/java"), tests, forTests);
        test(tests, jar);
        return jar;
    }

    /** A jar of the Maven repository of the installation, and what the API brings along. */
    private static List<Path> lent(String artifact) throws IOException {
        Path home = Path.of(System.getProperty("seqmem.installation"));
        List<Path> lent = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.resolve("maven"));
                Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> file.getFileName().toString().startsWith(artifact + "-"))
                    .forEach(lent::add);
            libraries
                    .filter(file -> FOR_PLUGINS.matcher(file.getFileName().toString()).matches())
                    .forEach(lent::add);
        }
        assertThat(lent).hasSizeGreaterThan(4);
        return lent;
    }

    private static void compile(Path sources, Path classes, List<Path> classPath)
            throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> java = found.filter(file -> file.toString().endsWith(".java")).toList();
            boolean well =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "--release",
                                            "17",
                                            "-d",
                                            classes.toString(),
                                            "-cp",
                                            classPath.stream()
                                                    .map(Path::toString)
                                                    .collect(
                                                            Collectors.joining(
                                                                    File.pathSeparator))),
                                    null,
                                    files.getJavaFileObjectsFromPaths(java))
                            .call();
            assertThat(well).as(messages.toString()).isTrue();
        }
    }

    private static void pack(Path folder, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
    }

    private static void test(Path classes, Path jar) throws IOException {
        try (URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {classes.toUri().toURL(), jar.toUri().toURL()},
                                AuthorIT.class.getClassLoader());
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replaceFirst("[.]class$", "");
                SummaryGeneratingListener summary = new SummaryGeneratingListener();
                LauncherFactory.create()
                        .execute(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(
                                                selectClass(
                                                        Class.forName(
                                                                name.replace('/', '.'),
                                                                false,
                                                                loader)))
                                        .build(),
                                summary);
                StringWriter failures = new StringWriter();
                summary.getSummary().printFailuresTo(new PrintWriter(failures));
                assertThat(summary.getSummary().getTotalFailureCount())
                        .as("%s: %s", name, failures)
                        .isZero();
                assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(5);
            }
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    /** What the guide quotes is what the templates write. */
    private void theGuideShows(String sources) throws IOException {
        String guide = Files.readString(installation.home().resolve("docs/writing-a-plugin.md"));
        Matcher blocks = JAVA.matcher(guide);
        int shown = 0;
        while (blocks.find()) {
            assertThat(sources).contains(blocks.group(1));
            shown++;
        }
        assertThat(shown).isGreaterThan(3);
    }

    @Test
    void wrongTurnsAreASentence() throws Exception {
        Files.createDirectories(directory.resolve("taken"));
        assertRefused(
                "there is no template for a \"modell\". Did you mean \"model\"?",
                "modell",
                "my-model");
        assertRefused("the name \"MyModel\" is not kebab-case", "model", "MyModel");
        assertRefused("there is a taken already; nothing was written", "model", "taken");
        Installation.Call call = installation.seqmem("plugins", "list", "--plugins", "nowhere");
        assertThat(call.status()).isEqualTo(2);
        assertThat(call.err()).contains("--plugins: there is no nowhere");
    }

    private void assertRefused(String sentence, String kind, String name) throws Exception {
        Installation.Call call = installation.seqmem("new-plugin", kind, name);
        assertThat(call.status()).isEqualTo(2);
        assertThat(call.err()).contains(sentence).doesNotContain("\tat ");
    }

    @Test
    void theManifestOfTheApiNamesTheVersionThatTheCodeDoes() throws IOException {
        for (Path jar : lent("seqmem-api")) {
            if (jar.getFileName().toString().startsWith("seqmem-api")) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    assertThat(
                                    file.getManifest()
                                            .getMainAttributes()
                                            .getValue(ApiVersion.MANIFEST_ENTRY))
                            .isEqualTo(String.valueOf(ApiVersion.CURRENT));
                }
            }
        }
    }

    /**
     * Every command of the page, in its order, in an empty folder and with an installation of its
     * own. Maven is offline; what it caches goes into a repository of its own.
     */
    @Test
    @EnabledIfSystemProperty(named = "seqmem.rounds", matches = "full")
    void theGuideWorksAsItIsWritten() throws Exception {
        Installation own = installation.copy(directory.resolve("seqmem"));
        Path empty = Files.createDirectories(directory.resolve("empty"));
        String guide = Files.readString(own.home().resolve("docs/writing-a-plugin.md"));
        String script =
                SHELL.matcher(guide)
                        .results()
                        .map(block -> block.group(1))
                        .collect(Collectors.joining("", "set -e\n", ""));
        Path log = directory.resolve("log.txt");
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", script)
                        .directory(empty.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        Map<String, String> environment = shell.environment();
        environment.put("SEQMEM_HOME", own.home().toString());
        environment.put("PATH", own.home().resolve("bin") + ":" + System.getenv("PATH"));
        environment.put(
                "MAVEN_ARGS",
                "-o -Dmaven.repo.local="
                        + directory.resolve("m2")
                        + " -Dmaven.repo.local.tail="
                        + System.getProperty("user.home")
                        + "/.m2/repository");
        Process process = shell.start();
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(log);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("my-memory +ok +1[.]0[.]0 +plugins/my-memory/");
        for (String name : List.of("my-model", "my-memory")) {
            Path report = empty.resolve(name + "/runs/try-" + name + "/report.html");
            assertThat(report).content().contains("\"" + name);
        }

        // now that it is installed, the experiment needs no --plugins
        Installation.Call run = own.seqmem("run", "empty/my-memory/try.conf");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("my-memory").contains("0 diverged, 0 failed");
    }
}
