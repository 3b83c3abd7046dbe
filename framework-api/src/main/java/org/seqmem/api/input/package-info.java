// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Input processes: the law of what a model reads. */
@NullMarked
package org.seqmem.api.input;

import org.jspecify.annotations.NullMarked;
