// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;

class CatalogueTest {

    private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

    @TempDir Path folder;

    @Test
    void pluginsAreFoundByKindAndName() {
        Catalogue catalogue = discover(Red.class, Blue.class, Bell.class);

        assertThat(catalogue.kinds()).containsExactly("colour", "sound");
        assertThat(catalogue.names(Colour.class)).containsExactly("blue", "red");
        assertThat(catalogue.<Colour<?>>find(Colour.class, "red").orElseThrow())
                .isInstanceOf(Red.class);
        assertThat(catalogue.find("sound", "bell").orElseThrow()).isInstanceOf(Bell.class);
        assertThat(catalogue.find("sound", "red")).isEmpty();
        assertThat(catalogue.find("taste", "red")).isEmpty();
    }

    @Test
    void aKindIsFoundBehindSuperclassesAndFurtherInterfaces() {
        assertThat(discover(Green.class).names("colour")).containsExactly("green");
    }

    @Test
    void entriesAreSortedAndSayWhereAPluginComesFrom() {
        Catalogue catalogue = discover(Red.class, Bell.class, Blue.class);

        assertThat(catalogue.entries())
                .extracting(entry -> entry.kind() + " " + entry.name())
                .containsExactly("colour blue", "colour red", "sound bell");
        PluginEntry red = catalogue.entries().get(1);
        assertThat(red.available()).isTrue();
        assertThat(red.className()).isEqualTo(Red.class.getName());
        assertThat(red.summary()).isEqualTo("a fixture");
        assertThat(red.origin()).endsWith("test-classes");
        assertThat(red.artefact()).isEmpty();
        assertThat(catalogue.entry(catalogue.find("colour", "red").orElseThrow())).isEqualTo(red);
    }

    @Test
    void aPluginThatFailsIsLeftOutWithItsReasonAndTheOthersGoOn() throws IOException {
        Path jar = jar("far.jar", "far.Away", "not a class");
        Catalogue catalogue =
                Catalogue.discover(
                        loader(
                                List.of(jar),
                                "no.such.Thing",
                                Throwing.class.getName(),
                                "far.Away",
                                Nameless.class.getName(),
                                Shouting.class.getName(),
                                Kindless.class.getName(),
                                Torn.class.getName(),
                                Unlinked.class.getName(),
                                Speechless.class.getName(),
                                Configless.class.getName(),
                                Hidden.class.getName(),
                                String.class.getName(),
                                Red.class.getName()));

        assertThat(catalogue.names(Colour.class)).containsExactly("red");
        assertThat(catalogue.entries())
                .filteredOn(entry -> !entry.available())
                .extracting(entry -> simple(entry) + ": " + entry.leftOut().orElseThrow())
                .containsExactlyInAnyOrder(
                        "no.such.Thing: is listed as a plugin but its class is missing",
                        "far.Away: could not be loaded: java.lang.ClassFormatError: Incompatible"
                                + " magic value 1852797984 in class file far/Away",
                        "Throwing: could not be loaded: java.lang.IllegalStateException: no luck",
                        "Nameless: its name null is not kebab-case",
                        "Shouting: its name \"LOUD\" is not kebab-case",
                        "Kindless: implements no kind of plugin (an interface with @PluginKind)",
                        "Torn: implements more than one kind: colour, sound",
                        "Unlinked: needs a class that is missing: some/Library",
                        "Speechless: its summary is null",
                        "Configless: its configuration type java.lang.String is not a record",
                        "Hidden: is not a public class with a public constructor without arguments",
                        "java.lang.String: is listed as a plugin but does not implement"
                                + " org.seqmem.api.Plugin");
    }

    private static String simple(PluginEntry entry) {
        return entry.className().replaceFirst(".*[$]", "");
    }

    @Test
    void aLeftOutPluginIsFoundUnderItsNameOrAmongTheNameless() {
        Catalogue catalogue = discover(Shouting.class, Throwing.class);

        assertThat(catalogue.leftOut("colour", "LOUD"))
                .extracting(PluginEntry::className)
                .containsExactly(Shouting.class.getName());
        assertThat(catalogue.leftOut("colour", "red")).isEmpty();
        assertThat(catalogue.nameless()).extracting(PluginEntry::kind).containsExactly("colour");
    }

    @Test
    void aMissingClassIsLeftOutWithTheFolderThatListsIt() {
        assertThat(Catalogue.discover(loader(List.of(), "no.such.Thing")).entries())
                .extracting(PluginEntry::origin)
                .containsExactly(folder.toString());
    }

    @Test
    void pluginsThatShareANameAreAllLeftOutAndNameEachOther() {
        Catalogue catalogue = discover(Red.class, AlsoRed.class, Blue.class);

        assertThat(catalogue.names(Colour.class)).containsExactly("blue");
        assertThat(catalogue.leftOut("colour", "red"))
                .extracting(entry -> simple(entry) + " " + entry.leftOut().orElseThrow())
                .satisfiesExactly(
                        also ->
                                assertThat(also)
                                        .matches(
                                                "AlsoRed has the same name as \\S+[$]Red \\(\\S+\\);"
                                                        + " remove one of them"),
                        red ->
                                assertThat(red)
                                        .matches(
                                                "Red has the same name as \\S+[$]AlsoRed"
                                                        + " \\(\\S+\\); remove one of them"));
    }

    @Test
    void theSameNameInTwoKindsIsFine() {
        Catalogue catalogue = discover(Red.class, RedSound.class);

        assertThat(catalogue.find("colour", "red")).isPresent();
        assertThat(catalogue.find("sound", "red")).isPresent();
    }

    @Test
    void aClassSeenByTwoLoadersCountsOnce() {
        ClassLoader loader = loader(List.of(), Red.class.getName(), "no.such.Thing");

        assertThat(Catalogue.discover(List.of(loader, loader)).entries()).hasSize(2);
    }

    @Test
    void originAndVersionOfAJarAreItsFileNameAndManifest() throws IOException {
        String className = Packaged.class.getName();
        byte[] bytes;
        try (var stream = Packaged.class.getResourceAsStream("CatalogueTest$Packaged.class")) {
            bytes = stream.readAllBytes();
        }
        Path jar = folder.resolve("packaged-1.2.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, "Packaged");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            put(out, className.replace('.', '/') + ".class", bytes);
            put(out, SERVICES, className.getBytes(StandardCharsets.UTF_8));
            put(
                    out,
                    "reference.conf",
                    "seqmem.colour.packaged { # how much\n shade = 3 }"
                            .getBytes(StandardCharsets.UTF_8));
        }
        try (ChildFirst loader = new ChildFirst(jar, className)) {
            Catalogue catalogue = Catalogue.discover(loader);

            assertThat(catalogue.entries())
                    .extracting(PluginEntry::origin, PluginEntry::artefact)
                    .containsExactly(tuple("packaged-1.2.jar", Optional.of("Packaged 1.2")));
            Plugin<?> plugin = catalogue.find("colour", "packaged").orElseThrow();
            assertThat(new PluginDefaults().of("colour", plugin).unwrapped())
                    .isEqualTo(Map.of("shade", 3));
        }
    }

    private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    /** Loads one class from its jar although the tests have it too. */
    private static final class ChildFirst extends URLClassLoader {

        private final String own;

        ChildFirst(Path jar, String own) throws IOException {
            super(new URL[] {jar.toUri().toURL()}, CatalogueTest.class.getClassLoader());
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(own)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : findClass(name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICES) ? findResources(name) : super.getResources(name);
        }
    }

    @Test
    void defaultsAreEmptyWithoutAnEntry() {
        assertThat(new PluginDefaults().of("colour", new Red())).isEmpty();
    }

    @Test
    void defaultsCarryTheCommentsOfTheirKeys() {
        assertThat(
                        new PluginDefaults()
                                .of(CatalogueTest.class, "model", "lstm")
                                .toConfig()
                                .getValue("hidden-size")
                                .origin()
                                .comments())
                .containsExactly(" units");
    }

    @Test
    void theDefaultsOfAnExperimentStandBesideTheRuntime() {
        assertThat(
                        new PluginDefaults()
                                .of(Catalogue.class, "experiment", "training")
                                .toConfig()
                                .getInt("steps"))
                .isEqualTo(2000);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void listingEveryInstalledPluginLoadsNoEngine() throws Exception {
        // A process of its own: other tests of this one may have loaded the engine.
        Path output = folder.resolve("listing.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Listing.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readAllLines(output)).contains("listed").doesNotContain("libtorch loaded");
    }

    /** Lists all plugins, then looks at what the process has loaded. */
    static final class Listing {

        private Listing() {}

        public static void main(String[] arguments) throws IOException {
            Catalogue catalogue = Catalogue.discover(Listing.class.getClassLoader());
            System.out.println(catalogue.entries().isEmpty() ? "none" : "listed");
            try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
                if (maps.anyMatch(line -> line.contains("torch") && line.endsWith(".so"))) {
                    System.out.println("libtorch loaded");
                }
            }
        }
    }

    private Catalogue discover(Class<?>... plugins) {
        String[] names = Arrays.stream(plugins).map(Class::getName).toArray(String[]::new);
        return Catalogue.discover(loader(List.of(), names));
    }

    /** A class loader in which only these providers are listed. */
    private ClassLoader loader(List<Path> jars, String... providers) {
        try {
            Path services = folder.resolve(SERVICES);
            Files.createDirectories(services.getParent());
            Files.write(services, List.of(providers));
            URL[] urls = new URL[jars.size() + 1];
            urls[0] = folder.toUri().toURL();
            for (int i = 0; i < jars.size(); i++) {
                urls[i + 1] = jars.get(i).toUri().toURL();
            }
            return new OnlyListed(urls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hides the plugins of the class path. */
    private static final class OnlyListed extends URLClassLoader {

        OnlyListed(URL[] urls) {
            super(urls, CatalogueTest.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICES) ? findResources(name) : super.getResources(name);
        }
    }

    private Path jar(String name, String className, String content) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            put(
                    out,
                    className.replace('.', '/') + ".class",
                    content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** A kind of these tests. */
    @PluginKind("colour")
    public interface Colour<C extends Record> extends Plugin<C> {}

    /** Another. */
    @PluginKind("sound")
    public interface Sound<C extends Record> extends Plugin<C> {}

    /** What the fixtures share. */
    abstract static class Fixture implements Plugin<NoConfig> {

        private final String name;

        Fixture(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a fixture";
        }
    }

    public static final class Red extends Fixture implements Colour<NoConfig> {

        public Red() {
            super("red");
        }
    }

    public static final class AlsoRed extends Fixture implements Colour<NoConfig> {

        public AlsoRed() {
            super("red");
        }
    }

    public static final class Blue extends Fixture implements Colour<NoConfig> {

        public Blue() {
            super("blue");
        }
    }

    public static final class Bell extends Fixture implements Sound<NoConfig> {

        public Bell() {
            super("bell");
        }
    }

    public static final class RedSound extends Fixture implements Sound<NoConfig> {

        public RedSound() {
            super("red");
        }
    }

    /** No kind itself. */
    interface Shade extends Colour<NoConfig> {}

    abstract static class Shaded extends Fixture implements Shade {

        Shaded() {
            super("green");
        }
    }

    public static final class Green extends Shaded {}

    public static final class Packaged implements Colour<NoConfig> {

        @Override
        public String name() {
            return "packaged";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a fixture in a jar";
        }
    }

    public static final class Throwing extends Fixture implements Colour<NoConfig> {

        public Throwing() {
            super("throwing");
            throw new IllegalStateException("no luck");
        }
    }

    public static final class Unlinked extends Fixture implements Colour<NoConfig> {

        public Unlinked() {
            super("unlinked");
            throw new NoClassDefFoundError("some/Library");
        }
    }

    @SuppressWarnings("NullAway") // the contract is broken on purpose
    public static final class Nameless extends Fixture implements Colour<NoConfig> {

        public Nameless() {
            super(null);
        }
    }

    public static final class Shouting extends Fixture implements Colour<NoConfig> {

        public Shouting() {
            super("LOUD");
        }
    }

    public static final class Kindless extends Fixture {

        public Kindless() {
            super("kindless");
        }
    }

    public static final class Torn extends Fixture implements Colour<NoConfig>, Sound<NoConfig> {

        public Torn() {
            super("torn");
        }
    }

    @SuppressWarnings("NullAway") // the contract is broken on purpose
    public static final class Speechless extends Fixture implements Colour<NoConfig> {

        public Speechless() {
            super("speechless");
        }

        @Override
        public String summary() {
            return null;
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the contract is broken on purpose
    public static final class Configless implements Colour {

        @Override
        public String name() {
            return "configless";
        }

        @Override
        public Class configType() {
            return String.class;
        }

        @Override
        public String summary() {
            return "a fixture";
        }
    }

    public static final class Hidden extends Fixture implements Colour<NoConfig> {

        private Hidden() {
            super("hidden");
        }
    }
}
