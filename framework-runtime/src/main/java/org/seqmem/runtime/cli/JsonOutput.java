// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Option;

/** The option by which a program reads what a person would read as a table. */
final class JsonOutput {

    @Option(names = "--json", description = "Writes JSON, for programs.")
    private boolean wanted;

    /** Made when it is needed: it takes as long as all the rest of a help text. */
    private static final class Mapper {
        static final ObjectMapper JSON = new ObjectMapper();
    }

    boolean wanted() {
        return wanted;
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static void write(Console console, JsonNode value) {
        try {
            console.line(Mapper.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    /** The tree of a text that was written as JSON by this program. */
    static JsonNode read(String text) {
        try {
            return Mapper.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }
}
