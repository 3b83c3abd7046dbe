// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/** Reads one experiment file: text, includes, scale, overrides, substitutions, in this order. */
final class ExperimentReader {

    private static final String EXPERIMENT = "experiment";
    private static final List<String> ROOT_KEYS =
            List.of(
                    EXPERIMENT,
                    "launcher",
                    "publishers",
                    "run",
                    Scales.CHOSEN,
                    Scales.ALL,
                    "sweep");

    /** What people put beside the block instead of into it. */
    private static final Set<String> EXPERIMENT_KEYS =
            Set.of("name", "seeds", "task", "model", "training", "metrics", "references");

    private static final ConfigObject NOTHING = ConfigFactory.empty().root();

    private final Path file;
    private final Optional<String> given;
    private final Map<String, String> environment;
    private final Problems problems;
    private final UseMarks marks = new UseMarks();

    ExperimentReader(Path file, Map<String, String> environment) {
        this(file, Optional.empty(), environment);
    }

    /**
     * @param file what messages name, and what includes are relative to
     * @param given its text; empty if it is to be read
     * @param environment what substitutions may refer to besides the file
     */
    ExperimentReader(Path file, Optional<String> given, Map<String, String> environment) {
        this.file = file;
        this.given = given;
        this.environment = environment;
        this.problems = new Problems(file.toString());
    }

    ExperimentFile read(List<String> overrides) {
        Config config = new Scales(file.toString(), problems).lay(parseMain(), overrides);
        Overrides laid = new Overrides(problems);
        for (String override : overrides) {
            config = laid.lay(override, config);
        }
        ConfigObject root = marks.unmark(resolve(config), problems);
        checkRootKeys(root);
        return new ExperimentFile(
                file.toString(),
                block(root, EXPERIMENT),
                block(root, "sweep"),
                Optional.ofNullable(root.get("launcher")),
                Optional.ofNullable(root.get("publishers")),
                Optional.ofNullable(root.get("run")),
                problems);
    }

    private Config parseMain() {
        String text = given.orElseGet(this::text);
        try {
            Optional<ConfigObject> parsed = parse(text, file, List.of(file));
            if (parsed.isPresent()) {
                return parsed.get().toConfig();
            }
        } catch (StackOverflowError e) {
            // The library descends once per bracket.
            problems.add(new Problem(file.toString(), "", "is nested too deeply"));
        }
        throw problems.toException();
    }

    private String text() {
        try {
            if (Files.notExists(file)) {
                throw new SeqmemException(
                        ErrorCode.NOT_FOUND, "no such file: " + file + neighbour());
            }
            return SourceText.read(file);
        } catch (Rejection e) {
            throw new SeqmemException(ErrorCode.INVALID_CONFIG, file + " " + e.getMessage());
        }
    }

    /** A file beside the missing one that may have been meant. */
    private String neighbour() {
        Path directory = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (directory == null || name == null || !Files.isDirectory(directory)) {
            return "";
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names =
                    files.map(path -> path.toFile().getName())
                            .filter(other -> other.endsWith(".conf"))
                            .sorted()
                            .toList();
            return Nearest.of(name.toString(), names)
                    .map(other -> ". Did you mean " + file.resolveSibling(other) + "?")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Parses a text with its includes; empty if a problem makes the rest guesswork. */
    private Optional<ConfigObject> parse(String text, Path source, List<Path> chain) {
        String name = source.toString();
        ConfigParseOptions options =
                ConfigParseOptions.defaults()
                        .setSyntax(ConfigSyntax.CONF)
                        .setOriginDescription(name);
        Includes includes;
        ConfigObject parsed;
        try {
            ConfigFactory.parseString(text, options.setIncluder(new NoIncludes()));
            FieldScan scan = FieldScan.of(text);
            RepeatedKeys.report(scan, name, problems);
            includes = new Includes(source, chain, scan);
            parsed =
                    ConfigFactory.parseString(
                                    marks.mark(text, scan, name), options.setIncluder(includes))
                            .root();
        } catch (ConfigException e) {
            problems.add(SyntaxErrors.problem(e, name));
            return Optional.empty();
        }
        return includes.failed ? Optional.empty() : Optional.of(parsed);
    }

    /** The includes of one file: always required, relative to that file. */
    private final class Includes extends NoIncludes {

        private final Path source;
        private final List<Path> chain;
        private final FieldScan scan;
        private boolean failed;

        Includes(Path source, List<Path> chain, FieldScan scan) {
            this.source = source;
            this.chain = chain;
            this.scan = scan;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            Path target;
            try {
                target = withExtension(source.resolveSibling(what));
            } catch (InvalidPathException e) {
                return fail(what, "is not the path of a file");
            }
            if (Files.notExists(target)) {
                return fail(what, "does not exist (looked for " + target + ")");
            }
            if (chain.stream().anyMatch(path -> isSame(path, target))) {
                return fail(what, "leads back to this file (" + shown(chain, target) + ")");
            }
            String text;
            try {
                text = SourceText.read(target);
            } catch (Rejection e) {
                return fail(what, String.valueOf(e.getMessage()));
            }
            List<Path> longer = new ArrayList<>(chain);
            longer.add(target);
            Optional<ConfigObject> parsed = parse(text, target, longer);
            failed |= parsed.isEmpty();
            return parsed.orElse(NOTHING);
        }

        @Override
        public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
            return fail(what.toString(), "is a URL; only files can be included");
        }

        @Override
        public ConfigObject includeResources(ConfigIncludeContext context, String what) {
            return fail(what, "is on the class path; only files can be included");
        }

        private ConfigObject fail(String what, String reason) {
            failed = true;
            String origin = source + ":" + scan.lineOfInclude(what);
            problems.add(new Problem(origin, "", "include \"" + what + "\" " + reason));
            return NOTHING;
        }
    }

    /** As HOCON allows it, an include may leave out the extension. */
    private static Path withExtension(Path target) {
        Path extended = target.resolveSibling(target.toFile().getName() + ".conf");
        return Files.notExists(target) && Files.exists(extended) ? extended : target;
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private static String shown(List<Path> chain, Path last) {
        return Stream.concat(chain.stream(), Stream.of(last))
                .map(path -> path.toFile().getName())
                .reduce((path, next) -> path + " -> " + next)
                .orElse("");
    }

    private ConfigObject resolve(Config config) {
        ConfigResolveOptions options =
                ConfigResolveOptions.noSystem().appendResolver(new Environment(environment));
        try {
            return config.resolve(options).root();
        } catch (ConfigException e) {
            problems.add(SyntaxErrors.problem(e, file.toString()));
        } catch (StackOverflowError e) {
            // The library descends once per substitution of a substitution.
            problems.add(
                    new Problem(file.toString(), "", "its substitutions are nested too deeply"));
        }
        throw problems.toException();
    }

    /** Looks substitutions up in the environment. */
    private record Environment(Map<String, String> variables) implements ConfigResolver {

        @Override
        public @Nullable ConfigValue lookup(String path) {
            String value = variables.get(path);
            return value == null ? null : ConfigValueFactory.fromAnyRef(value, Origin.ENVIRONMENT);
        }

        @Override
        public ConfigResolver withFallback(ConfigResolver fallback) {
            return this;
        }
    }

    private void checkRootKeys(ConfigObject root) {
        for (Map.Entry<String, ConfigValue> entry : root.entrySet()) {
            String key = entry.getKey();
            if (!ROOT_KEYS.contains(key)) {
                problems.add(
                        new Problem(
                                Origin.of(entry.getValue()),
                                Names.inPath(key),
                                "unknown key." + instead(key)));
            }
        }
    }

    private static String instead(String key) {
        if (EXPERIMENT_KEYS.contains(key)) {
            return " Did you mean \"" + EXPERIMENT + "." + key + "\"?";
        }
        String question = Nearest.question(key, ROOT_KEYS);
        return question.isEmpty() ? " A file has: " + String.join(", ", ROOT_KEYS) : question;
    }

    private ConfigObject block(ConfigObject root, String key) {
        ConfigValue value = root.get(key);
        if (value instanceof ConfigObject block) {
            return block;
        }
        if (value != null && value.valueType() != ConfigValueType.NULL) {
            problems.addFinal(Problem.at(value, key, "must be a block of keys, { ... }"));
        } else if (key.equals(EXPERIMENT)) {
            String what = root.isEmpty() ? "the file is empty" : "the block experiment { ... }";
            problems.addFinal(new Problem(file.toString(), EXPERIMENT, "is required: " + what));
        }
        return NOTHING;
    }
}
