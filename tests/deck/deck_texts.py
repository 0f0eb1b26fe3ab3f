"""Texts of decks, made of lines that mean something to one tool or another, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from holeout.deck.dialects import Dialect

LINES = st.sampled_from(
    """---
----
***
- - -
  ---
...
title: a
layout: cover
src: x.md#1
key: [a, {b: c
&a *a
marp: true
holeout: {intro: true, vertical: true}
options: {end_slide_shorthand: true, command_prefix: "cmd:"}
patat: {incrementalLists: true, slideLevel: 2}
%title: x
text
  indented
# Heading
## Second *level* `a_b`
===
--
- item
  - nested
* star
1) one
- [ ] task
> quote
> [!NOTE]
```python {1|2-3|/a/} +exec
```
~~~
````md magic-move
    code
<!-- pause -->
<!-- incremental_lists: true -->
<!-- incremental_tables -->
<!-- column_layout: [1, 2] -->
<!-- column: 0 -->
<!-- column: 9 -->
<!-- reset_layout -->
<!-- end_slide -->
<!-- skip_slide -->
<!-- include: x.md -->
<!-- time: 2m -->
<!-- map: data -->
<!-- new_lines: 3 -->
<!-- jump_to_middle -->
<!--
-->
<!-- note: a [click] b
::: columns
::: column 30
::: notes
::: box "x"
:::
::right::
. . .
^
<br>
???
Note: x
<div v-click>
</div>
<v-clicks depth="2">
</v-clicks>
<p>a <b>b
<![if x]>
<script>
| a | b |
|---|:-:|
| 1 | 2 |
[^1]: foot
see [^1] and [ref] $x$ :tada: &#x202e;
[ref]: http://x
![bg left:40%](a.png)
![w:10 x](b.png){width=5%}
$$
<<< @/x.md {1}
&nbsp;
\\
-> a <-
class: center, middle
.left-column[
.pull-right[x]
]
paging: x
<!-- header: h *x* -->
<!-- _class: lead -->
<!-- .element: class="fragment" data-fragment-index="2" -->
- a <!-- .element: class="fragment" -->
headingDivider: [1, 2]
Term
: meaning
  ~ other
# Head {#id .x}
```mermaid
graph LR
A --> B
```latex +render
\\frac{a}{b_
a ^ b <sup>2</sup> H~2~O
日本語の「文」。 👩‍🚀🇩🇪
::: fragment
<a href="javascript:x">y</a> [z](#head)
> - quoted
<Link to="2">x</Link>""".splitlines()
)
TEXT = st.lists(st.one_of(LINES, st.just(""), st.text(max_size=12)), max_size=25).map("\n".join)
DIALECTS = st.one_of(st.none(), st.sampled_from([dialect.value for dialect in Dialect]))
