// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hyper-parameter of which a plan reports each setting at its best value. A setting is a task,
 * a model and a training, but for that value.
 *
 * @param section {@code model} or {@code training}
 * @param path the keys from the section inwards
 */
public record Choice(String section, List<String> path) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the path. */
    public Choice {
        path = List.copyOf(path);
    }

    static Choice of(Choose choose) {
        List<String> keys = choose.path();
        return new Choice(keys.get(0), keys.subList(1, keys.size()));
    }

    /** The last key: what people call it. */
    public String key() {
        return path.get(path.size() - 1);
    }

    /**
     * The value that a trial has, as JSON text; empty if its model or optimiser has no such key.
     */
    public Optional<String> value(PlannedTrial trial) {
        JsonNode node = section(trial);
        for (String key : path) {
            node = node.path(key);
        }
        return node.isMissingNode() ? Optional.empty() : Optional.of(node.toString());
    }

    /** What trials have in common that differ in that value only, or in their seed. */
    public List<String> setting(PlannedTrial trial) {
        JsonNode whole = section(trial);
        JsonNode block = whole;
        for (String key : path.subList(0, path.size() - 1)) {
            block = block.path(key);
        }
        if (block instanceof ObjectNode object) {
            object.remove(key());
        }
        return section.equals("model")
                ? List.of(trial.task().identity(), whole.toString(), trial.training().identity())
                : List.of(trial.task().identity(), trial.model().identity(), whole.toString());
    }

    /** The label of a trial's column without the value. */
    public String column(PlannedTrial trial) {
        Pattern token = Pattern.compile("(^| )" + Pattern.quote(key()) + "=\\S+");
        return token.matcher(trial.column()).replaceAll("").strip();
    }

    private JsonNode section(PlannedTrial trial) {
        String text =
                section.equals("model") ? trial.model().identity() : trial.training().identity();
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // identities are JSON that we wrote
        }
    }
}
