-- A database for each service; read once, when PostgreSQL starts on an empty volume.
CREATE DATABASE policy;
CREATE DATABASE keydir;
CREATE DATABASE keylookup;
CREATE DATABASE report;
