// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a table is written. */
public enum TableFormat {

    /** RFC 4180 in UTF-8: a line of column names, then a line per row; unknown is empty. */
    CSV {
        @Override
        void write(Table table, Writer out) throws IOException {
            CsvSchema.Builder schema =
                    CsvSchema.builder().setUseHeader(true).setLineSeparator('\n');
            table.columns().forEach(schema::addColumn);
            CsvFactory factory =
                    CsvFactory.builder()
                            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                            .build();
            try (CsvGenerator csv = factory.createGenerator(out)) {
                csv.setSchema(schema.build());
                writeRows(table, csv);
            }
        }
    },

    /** An array of objects, one per row; unknown is null. */
    JSON {
        @Override
        void write(Table table, Writer out) throws IOException {
            try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                json.writeStartArray();
                writeRows(table, json);
                json.writeEndArray();
            }
        }
    };

    /** The ending of a file of this format. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes a table to {@code NAME.csv} or {@code NAME.json} of a directory, over what is there.
     *
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path write(Table table, Path directory) throws IOException {
        Path file = directory.resolve(table.name() + "." + extension());
        try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
            write(table, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return file;
    }

    abstract void write(Table table, Writer out) throws IOException;

    private static void writeRows(Table table, JsonGenerator out) {
        table.rows()
                .forEach(
                        row -> {
                            try {
                                writeRow(table.columns(), row, out);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }

    private static void writeRow(
            List<String> columns, List<? extends @Nullable Object> row, JsonGenerator out)
            throws IOException {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(row.size() + " values for the columns " + columns);
        }
        out.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            out.writeFieldName(columns.get(i));
            writeValue(row.get(i), out);
        }
        out.writeEndObject();
    }

    private static void writeValue(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value instanceof Double number && Double.isFinite(number)) {
            out.writeNumber(number);
        } else if (value == null || value instanceof Double) {
            out.writeNull();
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(value.toString());
        }
    }
}
