// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;

/** The order in which a user writes keys is no part of a trial. */
class IdPropertyTest {

    private static final Tuple.Tuple2<String, List<Object>> EXPERIMENT =
            block(
                    "experiment",
                    "name = any",
                    "seeds = [3, 1]",
                    block(
                            "task",
                            "use = functional",
                            "length = 7",
                            block("memory", "use = echo", "delay = 3")),
                    block("model", "use = cell", "hidden-size = 5", "dropout = 0.25"),
                    block(
                            "training",
                            "steps = 12",
                            "clip-norm = 0.1",
                            block("optimizer", "use = adam-w", "learning-rate = 3e-4"),
                            block("stop", "patience = 2", "target-nmse = 1e-6")));

    private final Toys toys;
    private final List<String> ids;

    IdPropertyTest() throws IOException {
        toys = new Toys(Files.createTempDirectory("ids"));
        ids = ids(text(EXPERIMENT, new Random(0)));
    }

    private static Tuple.Tuple2<String, List<Object>> block(String key, Object... content) {
        return Tuple.of(key, List.of(content));
    }

    @Property(tries = 30, seed = "1")
    void permutingKeysNeverChangesAnId(@ForAll long shuffle) {
        assertThat(ids(text(EXPERIMENT, new Random(shuffle)))).isEqualTo(ids);
    }

    private List<String> ids(String text) {
        return toys.plan(text).trials().stream().map(PlannedTrial::id).toList();
    }

    private static String text(Object content, Random random) {
        if (!(content instanceof Tuple.Tuple2<?, ?> block)) {
            return content.toString();
        }
        List<Object> shuffled = new ArrayList<>((List<?>) block.get2());
        Collections.shuffle(shuffled, random);
        return shuffled.stream()
                .map(one -> text(one, random))
                .collect(Collectors.joining("\n", block.get1() + " {\n", "\n}"));
    }
}
