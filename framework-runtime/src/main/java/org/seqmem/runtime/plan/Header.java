// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.seqmem.api.Use;
import org.seqmem.api.config.NotEmpty;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.Origin;
import org.seqmem.runtime.config.Problem;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.provenance.CanonicalJson;

/**
 * What all trials of an experiment have in common: {@link ExperimentConfig} without its sections,
 * so that a mistake in a section does not hide one in the rest.
 */
record Header(
        String name,
        @NotEmpty List<Long> seeds,
        List<Use<MetricPlugin<?>>> metrics,
        List<Use<ReferencePlugin<?>>> references,
        Optional<Match> match,
        Optional<Choose> choose) {

    private static final String PATH = "experiment";
    private static final String NAME = "name";
    private static final String SEEDS = "seeds";
    private static final String METRICS = "metrics";
    private static final List<String> KEYS =
            List.of(NAME, SEEDS, METRICS, "references", "match", "choose");

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Long enough for a sentence, short enough for every file system. */
    private static final int LONGEST_NAME = 100;

    /** Binds the header of an experiment and checks its rules; empty if anything is wrong. */
    static Optional<Bound<Header>> bind(
            Binder binder, ConfigObject experiment, ConfigObject defaults, Problems problems) {
        ConfigObject block = ConfigFactory.empty().root().withOrigin(experiment.origin());
        for (String key : KEYS) {
            ConfigValue value = experiment.get(key);
            if (value != null) {
                block = block.withValue(key, value);
            }
        }
        Optional<Bound<Header>> bound = binder.bind(Header.class, block, defaults, PATH, problems);
        if (bound.isPresent()) {
            bound.get().value().check(block, problems);
        }
        return bound;
    }

    private void check(ConfigObject block, Problems problems) {
        if (!KEBAB_CASE.matcher(name).matches() || name.length() > LONGEST_NAME) {
            problems.add(
                    Problem.at(
                            valueOf(block, NAME),
                            PATH + "." + NAME,
                            "must be lower-case letters and digits in words joined by hyphens, as"
                                    + " in \"first-look\", at most "
                                    + LONGEST_NAME
                                    + " characters"));
        }
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < seeds.size(); i++) {
            long seed = seeds.get(i);
            if (seed < 0 || seed > CanonicalJson.LARGEST_INTEGER) {
                add(problems, block, SEEDS, i, seed + " is not a seed: from 0 to 2^53");
            }
            if (!seen.add(seed)) {
                add(problems, block, SEEDS, i, seed + " is listed before");
            }
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < metrics.size(); i++) {
            String metric = metrics.get(i).name();
            if (!names.add(metric)) {
                add(
                        problems,
                        block,
                        METRICS,
                        i,
                        "\"" + metric + "\" is listed before: results are stored by its name");
            }
        }
    }

    private static void add(
            Problems problems, ConfigObject block, String key, int index, String message) {
        ConfigValue value = valueOf(block, key);
        ConfigValue element = value instanceof ConfigList list ? list.get(index) : value;
        problems.add(
                new Problem(Origin.of(element), PATH + "." + key + "[" + index + "]", message));
    }

    /** Where a key stands; a default stands nowhere in the file, so its block is named. */
    private static ConfigValue valueOf(ConfigObject block, String key) {
        ConfigValue value = block.get(key);
        return value == null ? block : value;
    }
}
