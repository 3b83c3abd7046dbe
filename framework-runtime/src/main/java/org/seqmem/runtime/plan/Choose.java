// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.config.NotEmpty;

/**
 * A hyper-parameter of which each setting is reported at its best value.
 *
 * @param over the path of the key in the experiment, below model or training
 * @param by what decides; validation if it is not given
 */
public record Choose(@NotEmpty String over, Optional<By> by) {

    /** What decides. */
    public enum By {
        /** The median over seeds of the last validation NMSE; test errors play no part. */
        VALIDATION
    }

    /**
     * @throws IllegalArgumentException if the path is none below model or training
     */
    public Choose {
        List<String> path = keys(over);
        if (path.size() < 2 || !List.of("model", "training").contains(path.get(0))) {
            throw new IllegalArgumentException(
                    "over must be the path of a key below model or training, as in"
                            + " \"training.optimizer.learning-rate\", not \""
                            + over
                            + "\"");
        }
    }

    /** The keys of the path: the section, then those within it. */
    List<String> path() {
        return keys(over);
    }

    private static List<String> keys(String path) {
        try {
            return ConfigUtil.splitPath(path);
        } catch (ConfigException e) {
            return List.of();
        }
    }
}
