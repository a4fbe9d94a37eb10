"""A database in memory, XML, TOML, configuration, syntax trees."""

import ast
import configparser
import sqlite3
import tomllib
from xml.etree import ElementTree


def f():
    with sqlite3.connect(":memory:") as database:
        database.execute("create table loss (step integer, value real)")
        database.executemany("insert into loss values (?, ?)", [(k, 1 / (k + 1)) for k in range(10)])
        (least,) = database.execute("select min(value) from loss").fetchone()
    config = configparser.ConfigParser()
    config.read_string("[a]\nb = 1")
    assert ElementTree.fromstring("<a><b c='1'/></a>")[0].get("c") == config["a"]["b"] == str(tomllib.loads("b = 1")["b"])
    return least == 0.1 and eval(compile(ast.parse("1 + 1", mode="eval"), "", "eval")) == 2
