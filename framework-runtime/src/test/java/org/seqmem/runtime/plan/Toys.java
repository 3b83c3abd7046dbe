// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Plugin;
import org.seqmem.api.Use;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.NotEmpty;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.Schedule;
import org.seqmem.api.training.SchedulePlugin;
import org.seqmem.api.training.TrainableParameter;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.config.Schema;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;
import org.seqmem.runtime.provenance.Artefacts;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Fingerprints;

/** Plugins to plan with, none of which can be trained, and a planner that knows only them. */
public final class Toys {

    private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

    private final Path folder;
    private final Catalogue catalogue;
    private final PluginDefaults defaults = new PluginDefaults();

    /**
     * @param folder for the files of a test
     */
    public Toys(Path folder) {
        this.folder = folder;
        this.catalogue =
                Catalogue.discover(
                        loader(
                                folder,
                                Stream.of(
                                                Fading.class,
                                                Echo.class,
                                                Recorded.class,
                                                Functional.class,
                                                Cell.class,
                                                Stack.class,
                                                Brief.class,
                                                Broken.class,
                                                Mse.class,
                                                AdamW.class,
                                                Constant.class,
                                                MseMetric.class,
                                                NmseMetric.class,
                                                PredictZero.class,
                                                NoiseFloor.class,
                                                LinearFloor.class,
                                                StateFloor.class,
                                                ReceptiveFieldFloor.class,
                                                AttentionFloor.class)
                                        .map(Class::getName)
                                        .toList()));
    }

    /** Plans the text of an experiment file. */
    public Plan plan(String text) {
        return plan(text, List.of());
    }

    /** Plans the text of an experiment file, with {@code --set} values. */
    public Plan plan(String text, List<String> overrides) {
        Path file = folder.resolve("my.conf");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return planner().plan(ExperimentFile.load(file, overrides, Map.of()));
    }

    /** A planner that knows only the toys. */
    public Planner planner() {
        return new Planner(
                binder(),
                new Schema(catalogue, defaults),
                defaults,
                new Fingerprints(new Artefacts(), new EngineVersions("1", "2")));
    }

    /** A binder that knows only the toys. */
    public Binder binder() {
        return new Binder(catalogue, defaults);
    }

    /** The one instance of a toy. */
    public <T extends Plugin<?>> T toy(Class<T> type) {
        return catalogue.kinds().stream()
                .flatMap(kind -> catalogue.names(kind).stream().map(name -> find(kind, name)))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private Plugin<?> find(String kind, String name) {
        return catalogue.find(kind, name).orElseThrow();
    }

    /** Lists these providers and hides those of the class path. */
    private static ClassLoader loader(Path folder, List<String> providers) {
        try {
            Path services = folder.resolve(SERVICES);
            Files.createDirectories(services.getParent());
            Files.write(services, providers);
            return new Listing(new URL[] {folder.toUri().toURL()});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Listing extends URLClassLoader {

        Listing(URL[] urls) {
            super(urls, Toys.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICES) ? findResources(name) : super.getResources(name);
        }
    }

    /** What all toys share. */
    abstract static class Toy<C extends Record> implements Plugin<C> {

        private final String name;
        private final Class<C> configType;

        Toy(String name, Class<C> configType) {
            this.name = name;
            this.configType = configType;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Class<C> configType() {
            return configType;
        }

        @Override
        public String summary() {
            return "a toy";
        }
    }

    private static UnsupportedOperationException untrained() {
        return new UnsupportedOperationException("toys are never trained");
    }

    // ---- memory functions ----

    private record Flat() implements MemoryFunction {

        @Override
        public double at(int lag) {
            return 1;
        }

        @Override
        public Decay decay() {
            return new Decay.Unclaimed();
        }
    }

    abstract static class MemoryToy<C extends Record> extends Toy<C>
            implements MemoryFunctionPlugin<C> {

        MemoryToy(String name, Class<C> configType) {
            super(name, configType);
        }

        @Override
        public Optional<Strength> strength() {
            return Optional.empty();
        }

        @Override
        public MemoryFunction create(C config) {
            return new Flat();
        }
    }

    public record FadingConfig(@GreaterThan(0) double rate) {}

    public static final class Fading extends MemoryToy<FadingConfig> {
        public Fading() {
            super("fading", FadingConfig.class);
        }
    }

    public record EchoConfig(@AtLeast(0) int delay) {}

    public static final class Echo extends MemoryToy<EchoConfig> {
        public Echo() {
            super("echo", EchoConfig.class);
        }
    }

    public record RecordedConfig(Path file) {}

    public static final class Recorded extends MemoryToy<RecordedConfig> {
        public Recorded() {
            super("recorded", RecordedConfig.class);
        }
    }

    // ---- tasks ----

    public record FunctionalConfig(
            @AtLeast(1) int length, @NotEmpty List<Integer> sizes, MemoryFunction memory) {}

    /** Counts how often it is made. */
    public static final class Functional extends Toy<FunctionalConfig>
            implements TaskPlugin<FunctionalConfig> {

        final AtomicInteger made = new AtomicInteger();

        public Functional() {
            super("functional", FunctionalConfig.class);
        }

        @Override
        public Task create(FunctionalConfig config) {
            made.incrementAndGet();
            return new ToyTask(
                    new SequenceShape(
                            config.length(), config.sizes().get(0), config.sizes().get(1)));
        }
    }

    private record ToyTask(SequenceShape shape) implements Task {

        @Override
        public SplitSizes sizes() {
            return new SplitSizes(OptionalInt.empty(), 1, 1);
        }

        @Override
        public TaskFacts facts() {
            return TaskFacts.unknown();
        }

        @Override
        public void draw(RandomStream stream, double[] input, double[] target) {
            throw untrained();
        }
    }

    // ---- models ----

    abstract static class ModelToy<C extends Record> extends Toy<C> implements ModelPlugin<C> {

        ModelToy(String name, Class<C> configType) {
            super(name, configType);
        }

        @Override
        public Block create(C config, ModelContext context) {
            throw untrained();
        }
    }

    public record CellConfig(@AtLeast(1) int hiddenSize, double dropout) {}

    /** Has as many parameters as hidden units, twice the FLOPs, and counts who asks. */
    public static final class Cell extends ModelToy<CellConfig> {

        final AtomicInteger asked = new AtomicInteger();

        public Cell() {
            super("cell", CellConfig.class);
        }

        @Override
        public ModelFacts facts(CellConfig config, SequenceShape shape) {
            asked.incrementAndGet();
            return new ModelFacts(
                    Set.of(),
                    OptionalLong.of(config.hiddenSize()),
                    OptionalInt.empty(),
                    config.hiddenSize(),
                    2L * config.hiddenSize());
        }
    }

    public record StackConfig(
            @NotEmpty List<Integer> widths, Optional<Use<ModelPlugin<?>>> encoder) {}

    public static final class Stack extends ModelToy<StackConfig> {
        public Stack() {
            super("stack", StackConfig.class);
        }

        @Override
        public ModelFacts facts(StackConfig config, SequenceShape shape) {
            return new ModelFacts(Set.of(), OptionalLong.empty(), OptionalInt.of(4), 10, 20);
        }
    }

    public record BriefConfig(int longest) {}

    /** Takes no long sequences. */
    public static final class Brief extends ModelToy<BriefConfig> {
        public Brief() {
            super("brief", BriefConfig.class);
        }

        @Override
        public ModelFacts facts(BriefConfig config, SequenceShape shape) {
            if (shape.length() > config.longest()) {
                throw new IllegalArgumentException(
                        "longest = " + config.longest() + " must be at least " + shape.length());
            }
            return new ModelFacts(Set.of(), OptionalLong.empty(), OptionalInt.empty(), 1, 1);
        }
    }

    /** Has a mistake. */
    public static final class Broken extends ModelToy<NoConfig> {
        public Broken() {
            super("broken", NoConfig.class);
        }

        @Override
        public ModelFacts facts(NoConfig config, SequenceShape shape) {
            throw new IllegalStateException("oops");
        }
    }

    // ---- training and what is measured ----

    public static final class Mse extends Toy<NoConfig> implements LossPlugin<NoConfig> {
        public Mse() {
            super("mse", NoConfig.class);
        }

        @Override
        public Loss create(NoConfig config, SequenceShape shape) {
            throw untrained();
        }
    }

    public record AdamWConfig(@GreaterThan(0) double learningRate) {}

    public static final class AdamW extends Toy<AdamWConfig>
            implements OptimizerPlugin<AdamWConfig> {
        public AdamW() {
            super("adam-w", AdamWConfig.class);
        }

        @Override
        public Optimizer create(AdamWConfig config, List<TrainableParameter> parameters) {
            throw untrained();
        }
    }

    public static final class Constant extends Toy<NoConfig> implements SchedulePlugin<NoConfig> {
        public Constant() {
            super("constant", NoConfig.class);
        }

        @Override
        public Schedule create(NoConfig config) {
            return (base, position) -> base;
        }
    }

    public static final class MseMetric extends Toy<NoConfig> implements MetricPlugin<NoConfig> {
        public MseMetric() {
            super("mse", NoConfig.class);
        }

        @Override
        public Metric create(NoConfig config) {
            throw untrained();
        }
    }

    public static final class NmseMetric extends Toy<NoConfig> implements MetricPlugin<NoConfig> {
        public NmseMetric() {
            super("nmse", NoConfig.class);
        }

        @Override
        public Metric create(NoConfig config) {
            throw untrained();
        }
    }

    /** A reference that is quiet. */
    private abstract static class QuietReference extends Toy<NoConfig>
            implements ReferencePlugin<NoConfig> {
        QuietReference(String name) {
            super(name, NoConfig.class);
        }

        @Override
        public Reference create(NoConfig config) {
            return context -> Optional.empty();
        }
    }

    public static final class PredictZero extends QuietReference {
        public PredictZero() {
            super("predict-zero");
        }
    }

    public static final class NoiseFloor extends QuietReference {
        public NoiseFloor() {
            super("noise-floor");
        }
    }

    public static final class LinearFloor extends QuietReference {
        public LinearFloor() {
            super("linear-floor");
        }
    }

    public static final class StateFloor extends QuietReference {
        public StateFloor() {
            super("state-floor");
        }
    }

    public static final class ReceptiveFieldFloor extends QuietReference {
        public ReceptiveFieldFloor() {
            super("receptive-field-floor");
        }
    }

    public static final class AttentionFloor extends QuietReference {
        public AttentionFloor() {
            super("attention-floor");
        }
    }
}
