// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.seqmem.api.Plugin;
import org.seqmem.api.Use;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;
import org.seqmem.api.config.NotEmpty;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.runtime.plugin.Catalogue;

/** Plugins that are small enough to see through, and a catalogue of only them. */
public final class Fixtures {

    private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

    private Fixtures() {}

    /** The catalogue of all fixtures. */
    static Catalogue catalogue(Path folder) {
        return Catalogue.discover(
                loader(
                        folder,
                        List.of(
                                Airy.class.getName(),
                                Exponential.class.getName(),
                                Impulse.class.getName(),
                                Table.class.getName(),
                                Lstm.class.getName(),
                                Tcn.class.getName(),
                                Windowed.class.getName(),
                                Everything.class.getName(),
                                Broken.class.getName())));
    }

    /** A class loader in which only these providers are listed. */
    public static ClassLoader loader(Path folder, List<String> providers) {
        try {
            Path services = folder.resolve(SERVICES);
            Files.createDirectories(services.getParent());
            Files.write(services, providers);
            return new Listing(new URL[] {folder.toUri().toURL()});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hides the plugins of the class path. */
    private static final class Listing extends URLClassLoader {

        Listing(URL[] urls) {
            super(urls, Fixtures.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICES) ? findResources(name) : super.getResources(name);
        }
    }

    /** A memory function that is its configuration. */
    interface Simple extends MemoryFunction {

        @Override
        default double at(int lag) {
            return 0;
        }

        @Override
        default Decay decay() {
            return new Decay.Unclaimed();
        }
    }

    /** What the memory functions share. */
    abstract static class MemoryFixture<C extends Record> implements MemoryFunctionPlugin<C> {

        @Override
        public Optional<Strength> strength() {
            return Optional.empty();
        }

        @Override
        public String summary() {
            return "a fixture";
        }
    }

    /** What the models share. */
    abstract static class ModelFixture<C extends Record> implements ModelPlugin<C> {

        @Override
        public ModelFacts facts(C config, SequenceShape shape) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Block create(C config, ModelContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String summary() {
            return "a fixture";
        }
    }

    public record ExponentialConfig(@GreaterThan(0) @AtMost(10) double rate) implements Simple {}

    public static final class Exponential extends MemoryFixture<ExponentialConfig> {

        @Override
        public String name() {
            return "exponential";
        }

        @Override
        public Class<ExponentialConfig> configType() {
            return ExponentialConfig.class;
        }

        @Override
        public MemoryFunction create(ExponentialConfig config) {
            return config;
        }
    }

    public record ImpulseConfig(@AtLeast(0) int delay) implements Simple {}

    public static final class Impulse extends MemoryFixture<ImpulseConfig> {

        @Override
        public String name() {
            return "impulse";
        }

        @Override
        public Class<ImpulseConfig> configType() {
            return ImpulseConfig.class;
        }

        @Override
        public MemoryFunction create(ImpulseConfig config) {
            return config;
        }
    }

    public record AiryConfig(int shift) implements Simple {}

    public static final class Airy extends MemoryFixture<AiryConfig> {

        @Override
        public String name() {
            return "airy";
        }

        @Override
        public Class<AiryConfig> configType() {
            return AiryConfig.class;
        }

        @Override
        public MemoryFunction create(AiryConfig config) {
            return config;
        }
    }

    public record TableConfig(Path file) implements Simple {}

    public static final class Table extends MemoryFixture<TableConfig> {

        @Override
        public String name() {
            return "table";
        }

        @Override
        public Class<TableConfig> configType() {
            return TableConfig.class;
        }

        @Override
        public MemoryFunction create(TableConfig config) {
            return config;
        }
    }

    public record LstmConfig(
            @AtLeast(1) int hiddenSize, boolean bias, @AtLeast(0) @LessThan(1) double dropout) {}

    public static final class Lstm extends ModelFixture<LstmConfig> {

        @Override
        public String name() {
            return "lstm";
        }

        @Override
        public Class<LstmConfig> configType() {
            return LstmConfig.class;
        }
    }

    public record TcnConfig(@AtLeast(1) int levels, @NotEmpty @AtLeast(1) List<Integer> channels) {}

    public static final class Tcn extends ModelFixture<TcnConfig> {

        @Override
        public String name() {
            return "tcn";
        }

        @Override
        public Class<TcnConfig> configType() {
            return TcnConfig.class;
        }
    }

    public record WindowedConfig(int first, int last, boolean throwing) {

        /** A rule across keys, and a mistake of the author's. */
        public WindowedConfig {
            if (first > last) {
                throw new IllegalArgumentException(
                        "first = " + first + " must not be beyond last = " + last);
            }
            if (throwing) {
                throw new IllegalStateException("oops");
            }
        }
    }

    public static final class Windowed extends ModelFixture<WindowedConfig> {

        @Override
        public String name() {
            return "windowed";
        }

        @Override
        public Class<WindowedConfig> configType() {
            return WindowedConfig.class;
        }
    }

    /** A data type. */
    public enum Precision {
        FLOAT32,
        FLOAT64
    }

    public record Inner(@AtLeast(0) int depth, MemoryFunction memory) {}

    public record EverythingConfig(
            byte small,
            int whole,
            @AtMost(9007199254740992.0) long big,
            float ratio,
            double real,
            boolean on,
            @NotEmpty String text,
            Precision precision,
            @AtLeast(1) @AtMost(3600) Duration pause,
            Optional<String> note,
            @NotEmpty @GreaterThan(0) List<Double> list,
            Inner inner,
            MemoryFunction memory,
            List<MemoryFunction> memories,
            Use<ModelPlugin<?>> encoder,
            Optional<Path> file) {}

    public static final class Everything extends ModelFixture<EverythingConfig> {

        @Override
        public String name() {
            return "everything";
        }

        @Override
        public Class<EverythingConfig> configType() {
            return EverythingConfig.class;
        }
    }

    /** How the product goes wrong. */
    public enum Mode {
        FINE,
        REFUSE,
        FAIL,
        NOTHING
    }

    public record BrokenConfig(@AtLeast(0) int value, Mode mode) implements Simple {}

    /** A memory function that misbehaves on demand. */
    public static final class Broken extends MemoryFixture<BrokenConfig> {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Class<BrokenConfig> configType() {
            return BrokenConfig.class;
        }

        @Override
        @SuppressWarnings("NullAway") // the contract is broken on purpose
        public MemoryFunction create(BrokenConfig config) {
            return switch (config.mode()) {
                case FINE -> config;
                case REFUSE -> throw new IllegalArgumentException("value is unlucky");
                case FAIL -> throw new UnsupportedOperationException("not today");
                case NOTHING -> null;
            };
        }
    }

    /** What an experiment looks like in these tests. */
    public record Experiment(
            @NotEmpty String name,
            @NotEmpty List<Long> seeds,
            Use<ModelPlugin<?>> model,
            MemoryFunction memory,
            Training training) {}

    public record Training(@AtLeast(1) int steps, @GreaterThan(0) double rate) {}

    /** Lines of a file. */
    static String lines(String... lines) {
        return Arrays.stream(lines).collect(Collectors.joining("\n", "", "\n"));
    }
}
